using System.Text;
using Platform.Metadata.Fields;
using Platform.Metadata.Model;
using Platform.Sql;

namespace Platform.Runtime.Tests.Writing;

/// <summary>Tables of a model for tests of the pipeline, in the form that publishing gives them: keys, foreign keys, unique indexes over live rows.</summary>
internal static class TestTables
{
    public static string Create(TenantModel model, string schema)
    {
        StringBuilder sql = new($"create schema {schema};\n");
        StringBuilder keys = new();
        foreach (ObjectModel entry in model.Objects)
        {
            string table = $"{schema}.{Quote(entry.Table)}";
            IEnumerable<string> columns = entry.Fields.SelectMany(f => f.Columns).Select(c =>
                $"{Quote(c.Name)} {c.Type}{(c.NotNull ? " not null" : "")}{(c.Name == "id" ? " primary key" : "")}");
            sql.Append("create table " + table + " (" + string.Join(", ", columns) + ");\n");
            foreach (FieldModel field in entry.Fields) keys.Append(Keys(model, schema, entry, field));
            foreach (IndexModel index in entry.Indexes) sql.Append(Index(schema, entry, index));
        }

        return sql.Append(keys).ToString();
    }

    private static string Keys(TenantModel model, string schema, ObjectModel entry, FieldModel field)
    {
        if (field.IsSystem && field.Name is SystemFields.CreatedBy or SystemFields.UpdatedBy) return string.Empty;
        string Target(string name) => $"{schema}.{Quote(model.Object(name).Table)}";
        string Key(string name, string rule) =>
            $"alter table {schema}.{Quote(entry.Table)} add foreign key ({Quote(field.Column.Name)}) references {Target(name)} on delete {rule};\n";
        return field.Type switch
        {
            LookupType t => Key(t.Target, t.OnDelete switch { OnDelete.Cascade => "cascade", OnDelete.Restrict => "no action", _ => "set null" }),
            MasterDetailType t => Key(t.Target, "cascade"),
            FileType or ImageType => Key("File", "set null"),
            ManyToManyType t => $"create table {schema}.{Quote(field.LinkTable!)} (source_id uuid not null references {Target(entry.Name)} on delete cascade, "
                + $"target_id uuid not null references {Target(t.Target)} on delete cascade, primary key (source_id, target_id));\n",
            _ => string.Empty,
        };
    }

    private static string Index(string schema, ObjectModel entry, IndexModel index)
    {
        if (index.Method != IndexMethod.Btree) return string.Empty;
        IEnumerable<string> keys = index.Fields.Select(entry.Field).SelectMany(f => f.Columns.Select(c =>
            index.Unique && c.Type == "text" && f.Type is not PicklistType ? $"lower({Quote(c.Name)})" : Quote(c.Name)));
        return $"create {(index.Unique ? "unique " : "")}index {Quote(index.Name)} on {schema}.{Quote(entry.Table)} ({string.Join(", ", keys)})"
            + $"{(index.Unique ? " where deleted_at is null" : "")};\n";
    }

    private static string Quote(string name) => SqlIdentifier.Quote(name);
}
