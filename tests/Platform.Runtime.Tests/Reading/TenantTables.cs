using System.Text;
using Npgsql;
using Platform.Metadata.Model;
using Platform.Runtime.Tests.Publishing;
using Platform.Sql;

namespace Platform.Runtime.Tests.Reading;

/// <summary>Tables for a model, on which records may be put that leave out what the platform sets.</summary>
internal static class TenantTables
{
    /// <summary>Tables as publishing makes them.</summary>
    public static async Task PublishAsync(NpgsqlDataSource source, TenantModel model, string schema)
    {
        await PublishedTables.CreateAsync(source, model, schema);
        IEnumerable<string> defaults = model.Objects.SelectMany(table => table.Fields.SelectMany(f => f.Columns).Where(c => Default(c).Length > 0).Select(c =>
            $"alter table {SqlIdentifier.Quote(schema)}.{SqlIdentifier.Quote(table.Table)} alter column {SqlIdentifier.Quote(c.Name)} set{Default(c)};"));
        await using NpgsqlCommand command = source.CreateCommand(string.Concat(defaults));
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>Plain tables: columns and primary keys.</summary>
    public static async Task CreateAsync(NpgsqlDataSource source, TenantModel model, string schema)
    {
        StringBuilder sql = new($"create schema {SqlIdentifier.Quote(schema)};");
        foreach (ObjectModel table in model.Objects)
        {
            string columns = string.Join(", ", table.Fields.SelectMany(f => f.Columns).Select(c =>
                $"{SqlIdentifier.Quote(c.Name)} {c.Type}{(c.NotNull ? " not null" : "")}{Default(c)}"));
            sql.Append("create table ").Append(Name(table.Table)).Append(" (").Append(columns).Append(", primary key (id));");
            foreach (FieldModel field in table.Fields.Where(f => f.LinkTable is not null))
            {
                sql.Append("create table ").Append(Name(field.LinkTable!))
                    .Append(" (source_id uuid not null, target_id uuid not null, primary key (source_id, target_id));");
            }
        }

        await using NpgsqlCommand command = source.CreateCommand(sql.ToString());
        await command.ExecuteNonQueryAsync();

        string Name(string table) => $"{SqlIdentifier.Quote(schema)}.{SqlIdentifier.Quote(table)}";
    }

    private static string Default(ColumnModel column) => column switch
    {
        { Name: "version" } => " default 1",
        { Name: "created_at" or "updated_at" } => " default '2026-01-02T03:04:05.123456Z'",
        { Type: "boolean" } => " default false",
        _ => "",
    };
}
