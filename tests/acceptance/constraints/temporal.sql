-- Keys whose ranges do not overlap, and foreign keys over periods (PostgreSQL 18).

--- case: all-kinds-come
--- servers: 18..
--- both
CREATE EXTENSION btree_gist;
--- new
CREATE TABLE rooms (
    id integer,
    number integer,
    valid daterange,
    "Booked" tstzmultirange,
    CONSTRAINT rooms_pkey PRIMARY KEY (id, valid WITHOUT OVERLAPS),
    CONSTRAINT numbers UNIQUE (number, id, valid WITHOUT OVERLAPS) DEFERRABLE,
    CONSTRAINT booked UNIQUE (number, "Booked" WITHOUT OVERLAPS)
);
CREATE TABLE bookings (
    id integer PRIMARY KEY,
    room integer,
    "during (x" daterange,
    CONSTRAINT room FOREIGN KEY (room, PERIOD "during (x") REFERENCES rooms (id, PERIOD valid)
);
--- operations
create table bookings
create table rooms
add foreign key room to bookings

--- case: are-added-and-dropped
--- servers: 18..
--- both
CREATE EXTENSION btree_gist;
CREATE TABLE rooms (id integer NOT NULL, number integer, valid daterange NOT NULL);
CREATE TABLE bookings (id integer PRIMARY KEY, room integer, during daterange);
--- old
ALTER TABLE rooms ADD CONSTRAINT numbers UNIQUE (number, valid WITHOUT OVERLAPS);
--- new
ALTER TABLE rooms ADD CONSTRAINT rooms_pkey PRIMARY KEY (id, valid WITHOUT OVERLAPS);
ALTER TABLE bookings ADD CONSTRAINT room FOREIGN KEY (room, PERIOD during) REFERENCES rooms (id, PERIOD valid);
--- rows
INSERT INTO rooms VALUES (1, 1, '[2020-01-01, 2021-01-01)'), (1, 1, '[2021-01-01, 2022-01-01)');
INSERT INTO bookings VALUES (1, 1, '[2020-05-01, 2021-05-01)');
--- operations
drop unique constraint numbers of rooms
add primary key rooms_pkey to rooms
add foreign key room to bookings
--- hazards
L13 L09

--- case: key-may-not-overlap-any-more
--- servers: 18..
--- both
CREATE EXTENSION btree_gist;
--- old
CREATE TABLE rooms (id integer, valid daterange, CONSTRAINT rooms_pkey PRIMARY KEY (id, valid));
CREATE TABLE bookings (id integer PRIMARY KEY, room integer, during daterange,
    CONSTRAINT room FOREIGN KEY (room, during) REFERENCES rooms (id, valid));
--- new
CREATE TABLE rooms (id integer, valid daterange, CONSTRAINT rooms_pkey PRIMARY KEY (id, valid WITHOUT OVERLAPS));
CREATE TABLE bookings (id integer PRIMARY KEY, room integer, during daterange,
    CONSTRAINT room FOREIGN KEY (room, PERIOD during) REFERENCES rooms (id, PERIOD valid));
--- rows
INSERT INTO rooms VALUES (1, '[2020-01-01, 2021-01-01)');
INSERT INTO bookings VALUES (1, 1, '[2020-01-01, 2021-01-01)');
--- operations
drop foreign key room of bookings
drop primary key rooms_pkey of rooms
add primary key rooms_pkey to rooms
add foreign key room to bookings
--- hazards
L13 L09

--- case: rows-overlap
--- servers: 18..
--- both
CREATE EXTENSION btree_gist;
CREATE TABLE rooms (id integer NOT NULL, valid daterange NOT NULL);
--- new
ALTER TABLE rooms ADD CONSTRAINT rooms_pkey PRIMARY KEY (id, valid WITHOUT OVERLAPS);
--- rows
INSERT INTO rooms VALUES (1, '[2020-01-01, 2021-01-01)'), (1, '[2020-06-01, 2022-01-01)');
--- fails
could not create exclusion constraint
--- operations
add primary key rooms_pkey to rooms
--- hazards
L13

--- case: are-renamed-with-their-columns
--- servers: 18..
--- both
CREATE EXTENSION btree_gist;
--- old
CREATE TABLE rooms (id integer, valid daterange, CONSTRAINT a PRIMARY KEY (id, valid WITHOUT OVERLAPS));
CREATE TABLE bookings (id integer PRIMARY KEY, room integer, during daterange,
    CONSTRAINT room FOREIGN KEY (room, PERIOD during) REFERENCES rooms (id, PERIOD valid));
--- new
CREATE TABLE rooms (id integer, "from" daterange, CONSTRAINT b PRIMARY KEY (id, "from" WITHOUT OVERLAPS));
CREATE TABLE bookings (id integer PRIMARY KEY, room integer, period daterange,
    CONSTRAINT room FOREIGN KEY (room, PERIOD period) REFERENCES rooms (id, PERIOD "from"));
--- rows
INSERT INTO rooms VALUES (1, '[2020-01-01, 2021-01-01)');
INSERT INTO bookings VALUES (1, 1, '[2020-02-01, 2020-04-01)');
--- answers
rename column rooms.valid to from
rename column bookings.during to period
--- operations
rename column during of bookings to period
rename column valid of rooms to "from"
rename constraint a of rooms to b
--- hazards
C03
