SELECT 'pg_proc', p.oid::pg_catalog.int8, 'aggregate', n.nspname::pg_catalog.text, p.proname::pg_catalog.text,
       '(' || CASE WHEN p.pronargs = 0 THEN '*' ELSE pg_catalog.pg_get_function_identity_arguments(p.oid) END || ')', NULL, NULL,
       ARRAY[pg_catalog.format(E'CREATE AGGREGATE %s(%s) (\n    %s\n)', {own:n.nspname,p.proname},
         CASE WHEN p.pronargs = 0 THEN '*' ELSE pg_catalog.pg_get_function_arguments(p.oid) END,
         pg_catalog.concat_ws(E',\n    ',
           'SFUNC = ' || a.aggtransfn::pg_catalog.regproc::pg_catalog.text,
           'STYPE = ' || pg_catalog.format_type(a.aggtranstype, NULL),
           'SSPACE = ' || NULLIF(a.aggtransspace, 0)::pg_catalog.text,
           'FINALFUNC = ' || NULLIF(a.aggfinalfn::pg_catalog.oid, '0'::pg_catalog.oid)::pg_catalog.regproc::pg_catalog.text,
           CASE WHEN a.aggfinalextra THEN 'FINALFUNC_EXTRA' END,
           CASE WHEN a.aggfinalfn::pg_catalog.oid <> '0'::pg_catalog.oid
                 AND a.aggfinalmodify <> CASE WHEN a.aggkind = 'n' THEN 'r' ELSE 'w' END::pg_catalog."char"
                THEN 'FINALFUNC_MODIFY = ' || CASE a.aggfinalmodify WHEN 'r' THEN 'READ_ONLY' WHEN 's' THEN 'SHAREABLE' ELSE 'READ_WRITE' END END,
           'COMBINEFUNC = ' || NULLIF(a.aggcombinefn::pg_catalog.oid, '0'::pg_catalog.oid)::pg_catalog.regproc::pg_catalog.text,
           'SERIALFUNC = ' || NULLIF(a.aggserialfn::pg_catalog.oid, '0'::pg_catalog.oid)::pg_catalog.regproc::pg_catalog.text,
           'DESERIALFUNC = ' || NULLIF(a.aggdeserialfn::pg_catalog.oid, '0'::pg_catalog.oid)::pg_catalog.regproc::pg_catalog.text,
           'INITCOND = ' || pg_catalog.quote_literal(a.agginitval),
           'MSFUNC = ' || NULLIF(a.aggmtransfn::pg_catalog.oid, '0'::pg_catalog.oid)::pg_catalog.regproc::pg_catalog.text,
           'MINVFUNC = ' || NULLIF(a.aggminvtransfn::pg_catalog.oid, '0'::pg_catalog.oid)::pg_catalog.regproc::pg_catalog.text,
           CASE WHEN a.aggmtranstype <> '0'::pg_catalog.oid THEN 'MSTYPE = ' || pg_catalog.format_type(a.aggmtranstype, NULL) END,
           'MSSPACE = ' || NULLIF(a.aggmtransspace, 0)::pg_catalog.text,
           'MFINALFUNC = ' || NULLIF(a.aggmfinalfn::pg_catalog.oid, '0'::pg_catalog.oid)::pg_catalog.regproc::pg_catalog.text,
           CASE WHEN a.aggmfinalextra THEN 'MFINALFUNC_EXTRA' END,
           CASE WHEN a.aggmfinalfn::pg_catalog.oid <> '0'::pg_catalog.oid
                 AND a.aggmfinalmodify <> CASE WHEN a.aggkind = 'n' THEN 'r' ELSE 'w' END::pg_catalog."char"
                THEN 'MFINALFUNC_MODIFY = ' || CASE a.aggmfinalmodify WHEN 'r' THEN 'READ_ONLY' WHEN 's' THEN 'SHAREABLE' ELSE 'READ_WRITE' END END,
           'MINITCOND = ' || pg_catalog.quote_literal(a.aggminitval),
           CASE WHEN a.aggsortop <> '0'::pg_catalog.oid THEN
             (SELECT pg_catalog.format('SORTOP = OPERATOR(%I.%s)', sn.nspname, so.oprname)
                FROM pg_catalog.pg_operator so JOIN pg_catalog.pg_namespace sn ON sn.oid = so.oprnamespace
               WHERE so.oid = a.aggsortop) END,
           CASE p.proparallel WHEN 's' THEN 'PARALLEL = SAFE' WHEN 'r' THEN 'PARALLEL = RESTRICTED' END,
           CASE WHEN a.aggkind = 'h' THEN 'HYPOTHETICAL' END))],
       '', pg_catalog.obj_description(p.oid, 'pg_proc'),
       {revoked:p.proacl,FUNCTION,{own:n.nspname,p.proname} || '(' || pg_catalog.oidvectortypes(p.proargtypes) || ')'}
       || {grants:p.proacl,p.proowner,FUNCTION,{own:n.nspname,p.proname} || '(' || pg_catalog.oidvectortypes(p.proargtypes) || ')'}
  FROM pg_catalog.pg_aggregate a
  JOIN pg_catalog.pg_proc p ON p.oid = a.aggfnoid
  JOIN pg_catalog.pg_namespace n ON n.oid = p.pronamespace
 WHERE n.nspname = ANY ({schemas})
   AND NOT {member:pg_proc,p.oid}
