import type pg from 'pg';

/** Tables in schema public that belong to no shop. Everything else must be walled. */
const OF_NO_SHOP = ['schema_migration', 'plugin_rollout'];

export type WalledTable = { readonly name: string; readonly shopColumn: string };

/** The tables of shops: those with a `shop_id`, and the shop itself. */
export async function listWalledTables(client: pg.Client): Promise<WalledTable[]> {
  const { rows } = await client.query<WalledTable>(
    `select relname as name, case relname when 'shop' then 'id' else 'shop_id' end as "shopColumn"
       from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') and relname <> all ($1) order by relname`,
    [OF_NO_SHOP],
  );
  return rows;
}

/** Reads the catalogue for everything that would let one shop see another. Each finding is a sentence that begins with its object's name. */
export async function findHoles(client: pg.Client): Promise<string[]> {
  return [...(await findHolesInTables(client)), ...(await findOpenViews(client)), ...(await findStrongRoles(client))];
}

type Policy = { readonly permissive: boolean; readonly command: string; readonly using: string | null; readonly check: string | null };
type TableFacts = {
  readonly name: string;
  readonly row_security: boolean;
  readonly forced: boolean;
  readonly owner: string;
  readonly first_of_key: string | null;
  readonly policies: readonly Policy[];
};

async function findHolesInTables(client: pg.Client): Promise<string[]> {
  const tables = await listWalledTables(client);
  const { rows } = await client.query<TableFacts>(
    `select relname as name, relrowsecurity as row_security, relforcerowsecurity as forced, pg_get_userbyid(relowner) as owner,
       (select attname from pg_index join pg_attribute on attrelid = indrelid and attnum = indkey[0]
         where indrelid = pg_class.oid and indisprimary) as first_of_key,
       coalesce((select json_agg(json_build_object('permissive', polpermissive, 'command', polcmd,
           'using', pg_get_expr(polqual, polrelid), 'check', pg_get_expr(polwithcheck, polrelid)))
         from pg_policy where polrelid = pg_class.oid), '[]') as policies
     from pg_class where relnamespace = 'public'::regnamespace and relname = any ($1)`,
    [tables.map(({ name }) => name)],
  );
  const facts = new Map(rows.map((row) => [row.name, row]));
  return tables.flatMap((table) => judge(table, facts.get(table.name) as TableFacts));
}

function judge({ name, shopColumn }: WalledTable, facts: TableFacts): string[] {
  const wall = `(${shopColumn} = current_shop())`;
  const isWall = (policy: Policy) => policy.command === '*' && policy.using === wall && policy.check === wall;
  const rules: [boolean, string][] = [
    [facts.row_security, 'has no row-level security'],
    [facts.forced, 'does not force row-level security on its owner'],
    [facts.owner === 'bottega_owner', `is owned by ${facts.owner}`],
    [facts.first_of_key === shopColumn, `has ${facts.first_of_key ?? 'nothing'} first in its primary key, not ${shopColumn}`],
    [facts.policies.some(isWall), 'has no policy with USING and WITH CHECK on the current shop'],
    // Permissive policies add up: a second one opens what the first has closed.
    [facts.policies.every((policy) => isWall(policy) || !policy.permissive), 'has a policy that lets in more than the current shop'],
  ];
  return rules.filter(([holds]) => !holds).map(([, fault]) => `${name} ${fault}`);
}

/** A view reads with its owner's rights unless told otherwise. */
async function findOpenViews(client: pg.Client): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>(
    `select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind in ('v', 'm')
       and not coalesce('security_invoker=true' = any (reloptions), false)`,
  );
  return rows.map(({ name }) => `${name} is a view that looks past the wall`);
}

async function findStrongRoles(client: pg.Client): Promise<string[]> {
  const { rows } = await client.query<{ fault: string }>(
    `select rolname || ' may pass the wall' as fault from pg_roles
       where rolname in ('bottega_app', 'bottega_auth', 'bottega_work') and (rolsuper or rolbypassrls or rolcreaterole or rolreplication)
     union all select member::regrole || ' is a member of ' || roleid::regrole from pg_auth_members where member = 'bottega_app'::regrole
     union all select 'bottega_app owns ' || classid::regclass || ' ' || objid from pg_shdepend
       where refclassid = 'pg_authid'::regclass and refobjid = 'bottega_app'::regrole and deptype = 'o'
     union all select 'bottega_search has rights on ' || pg_class.oid::regclass from pg_class
       where relkind in ('r', 'p', 'v', 'm') and relname <> 'product_search' and relnamespace not in ('pg_catalog'::regnamespace, 'information_schema'::regnamespace)
         and has_table_privilege('bottega_search', pg_class.oid, 'select, insert, update, delete')
     union all select 'bottega_search may write ' || pg_class.oid::regclass from pg_class
       where relname = 'product_search' and has_table_privilege('bottega_search', pg_class.oid, 'insert, update, delete')
     union all select 'bottega_search owns ' || proname from pg_proc where proowner = 'bottega_search'::regrole and proname <> 'find_products'
     union all select 'bottega_app has rights on ' || pg_class.oid::regclass from pg_class join pg_namespace on pg_namespace.oid = relnamespace
       where relkind in ('r', 'p', 'v', 'm') and nspname not in ('public', 'pg_catalog', 'information_schema', 'pg_toast')
         and has_table_privilege('bottega_app', pg_class.oid, 'select, insert, update, delete')`,
  );
  return rows.map(({ fault }) => fault);
}
