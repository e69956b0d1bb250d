using Npgsql;

namespace Platform.Runtime.Database;

/// <summary>The two pools of connections to the tenants' database, which differ in how the server plans prepared statements (decision 0033).</summary>
/// <param name="Ordinary">The server plans a statement for the values of each request where it believes that to be worth it.</param>
/// <param name="PlannedOnce">The server plans a statement once, whatever values it gets: for statements whose plan does not depend on values.</param>
public sealed record RecordConnections(NpgsqlDataSource Ordinary, NpgsqlDataSource PlannedOnce);
