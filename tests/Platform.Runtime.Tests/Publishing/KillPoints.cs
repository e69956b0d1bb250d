using Npgsql;
using Platform.Testing;

namespace Platform.Runtime.Tests.Publishing;

/// <summary>
/// Stops a transaction at a chosen point: triggers count its definitions, its writes of documents, and its commit, and at the point wait for a
/// lock that the test holds.
/// </summary>
internal sealed class KillPoints : IAsyncDisposable
{
    private const string Install =
        """
        CREATE SCHEMA killing;
        GRANT USAGE ON SCHEMA killing TO PUBLIC;
        CREATE TABLE killing.point (name text);
        GRANT SELECT ON killing.point TO PUBLIC;
        CREATE FUNCTION killing.hold() RETURNS void LANGUAGE plpgsql SET lock_timeout = 0 AS
        'BEGIN PERFORM pg_advisory_xact_lock_shared(7001); END';
        CREATE FUNCTION killing.reach(stage text) RETURNS void LANGUAGE plpgsql AS $$
        DECLARE seen int := coalesce(nullif(current_setting('killing.' || stage, true), ''), '0')::int + 1;
        BEGIN
            PERFORM set_config('killing.' || stage, seen::text, true);
            IF EXISTS (SELECT FROM killing.point p WHERE p.name = stage || ' ' || seen) THEN PERFORM killing.hold(); END IF;
        END $$;
        CREATE FUNCTION killing.defined() RETURNS event_trigger LANGUAGE plpgsql AS 'BEGIN PERFORM killing.reach(''define''); END';
        CREATE EVENT TRIGGER killing ON ddl_command_end EXECUTE FUNCTION killing.defined();
        CREATE FUNCTION killing.written() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN PERFORM killing.reach(tg_argv[0]); RETURN NULL; END';
        CREATE TRIGGER killing AFTER INSERT ON platform.documents FOR EACH STATEMENT EXECUTE FUNCTION killing.written('documents');
        CREATE CONSTRAINT TRIGGER killing AFTER INSERT ON platform.revisions DEFERRABLE INITIALLY DEFERRED
            FOR EACH ROW EXECUTE FUNCTION killing.written('commit');
        """;

    private readonly NpgsqlDataSource _source;
    private readonly NpgsqlConnection _holder;

    private KillPoints(NpgsqlDataSource source, NpgsqlConnection holder) => (_source, _holder) = (source, holder);

    /// <summary>Installs the triggers, which only a superuser may, in a database with a catalog.</summary>
    public static async Task<KillPoints> InstallAsync(string administrator, TestDatabase database)
    {
        NpgsqlConnectionStringBuilder address = new(administrator)
        {
            Database = new NpgsqlConnectionStringBuilder(database.ConnectionString).Database,
            Pooling = false,
        };
        NpgsqlDataSource source = NpgsqlDataSource.Create(address.ConnectionString);
        KillPoints points = new(source, await source.OpenConnectionAsync());
        await points.ExecuteAsync(Install);
        return points;
    }

    /// <summary>The next transaction that comes to the point waits there: <c>define 3</c> is its third definition.</summary>
    public Task SetAsync(string point) => ExecuteAsync($"INSERT INTO killing.point VALUES ('{point}'); SELECT pg_advisory_lock(7001)");

    /// <summary>True when a transaction waits at the point.</summary>
    public Task<bool> IsReachedAsync() => AskAsync("SELECT EXISTS (SELECT FROM pg_locks WHERE locktype = 'advisory' AND objid = 7001 AND NOT granted)");

    /// <summary>Lets the transaction of the dead host go on, and waits until the server has noticed its death.</summary>
    public async Task ReleaseAsync()
    {
        await ExecuteAsync("DELETE FROM killing.point; SELECT pg_advisory_unlock(7001)");
        await Eventually.HoldsAsync(
            () => AskAsync(
                """
                SELECT NOT EXISTS (
                    SELECT FROM pg_stat_activity
                    WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend' AND xact_start IS NOT NULL)
                """),
            "transactions of the killed host have ended");
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _holder.DisposeAsync();
        await _source.DisposeAsync();
    }

    private async Task ExecuteAsync(string sql)
    {
        await using NpgsqlCommand command = new(sql, _holder);
        await command.ExecuteNonQueryAsync();
    }

    private async Task<bool> AskAsync(string sql)
    {
        await using NpgsqlCommand command = new(sql, _holder);
        return (bool)(await command.ExecuteScalarAsync())!;
    }
}
