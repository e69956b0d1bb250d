using System.Globalization;
using Platform.Metadata.Changes;
using Platform.Sql;
using Platform.Sql.Definition;

namespace Platform.Metadata.Planning;

/// <summary>The register of set-aside storage: a table in the tenant's own schema, so that it moves and is saved with what it describes.</summary>
public static class SetAsideRegister
{
    /// <summary>Name of the table; no object's table begins with an underscore.</summary>
    public const string TableName = "_set_aside";

    private static readonly string[] Columns =
    [
        "revision", "described", "kind", "reason", "object_id", "field_id", "owner_table", "table_name", "column_name", "original", "restored_at", "taken_at",
    ];

    /// <summary>Makes the register of a new tenant.</summary>
    public static SqlDefinition Create(string schema) => new CreateTable(
        Table(schema),
        [
            Column("revision", "bigint"), Column("described", "bigint"), Column("kind", "text"), Column("reason", "text"), Column("object_id", "text"),
            new SqlColumnDefinition("field_id", SqlColumnType.Of("text")), Column("owner_table", "text"), Column("table_name", "text"),
            Column("column_name", "text"), Column("original", "text"), new SqlColumnDefinition("restored_at", SqlColumnType.Of("bigint")),
            new SqlColumnDefinition("taken_at", SqlColumnType.Of("bigint")),
        ],
        "_set_aside_pkey",
        ["table_name", "column_name"]);

    /// <summary>Enters what was set aside.</summary>
    public static SqlStatement Add(string schema, SetAsideEntry entry) => new SqlInsert
    {
        Table = Table(schema),
        Columns = Columns,
        Rows =
        [
            [
                Number(entry.Revision), Number(entry.Described), Text(NameOf(entry.Kind)), Text(NameOf(entry.Reason)), Text(entry.ObjectId),
                Text(entry.FieldId), Text(entry.Owner), Text(entry.Table), Text(entry.Column ?? ""), Text(entry.Original), Number(entry.RestoredAt),
                Number(entry.TakenAt),
            ],
        ],
    };

    /// <summary>Notes that an entry came back into use. It stays, so that a later rollback can follow what became of it.</summary>
    public static SqlStatement Restore(string schema, SetAsideEntry entry, long revision) => Note(schema, entry, "restored_at", revision);

    /// <summary>Notes that the values of a dropped field were converted into what took its place.</summary>
    public static SqlStatement Take(string schema, SetAsideEntry entry, long revision) => Note(schema, entry, "taken_at", revision);

    /// <summary>Takes out what was purged.</summary>
    public static SqlStatement Remove(string schema, SetAsideEntry entry) => new SqlDelete
    {
        Table = Table(schema),
        Alias = "s",
        Where = SqlExpression.And(Is("table_name", entry.Table), Is("column_name", entry.Column ?? "")),
    };

    /// <summary>Takes out what was noted of a purged table: columns in it that had been brought back, and links that belonged to it.</summary>
    public static SqlStatement RemoveOwned(string schema, string table) => new SqlDelete
    {
        Table = Table(schema),
        Alias = "s",
        Where = Is("owner_table", table),
    };

    /// <summary>Follows the new name of an object's table: of what is set aside in it, and of the links that belong to it.</summary>
    public static SqlStatement Follow(string schema, string table, string newName) => new SqlUpdate
    {
        Table = Table(schema),
        Alias = "s",
        Set =
        [
            new SqlAssignment("owner_table", Text(newName)),
            new SqlAssignment("table_name", new SqlCase([(Is("table_name", table), Text(newName))], SqlExpression.Column("s", "table_name"))),
        ],
        Where = Is("owner_table", table),
    };

    /// <summary>Every entry, oldest first; columns in the order of <see cref="Read"/>'s arguments.</summary>
    public static SqlSelect All(string schema) => new()
    {
        Items = [.. Columns.Select(c => new SqlItem(SqlExpression.Column("s", c)))],
        From = new SqlTableSource(Table(schema), "s"),
        OrderBy =
        [
            new SqlOrder(SqlExpression.Column("s", "revision")), new SqlOrder(SqlExpression.Column("s", "table_name")),
            new SqlOrder(SqlExpression.Column("s", "column_name")),
        ],
    };

    /// <summary>An entry from a row of <see cref="All"/>.</summary>
    public static SetAsideEntry Read(
        long revision, long described, string kind, string reason, string objectId, string? fieldId, string owner, string table, string column,
        string original, long? restoredAt, long? takenAt) => new(
            revision, described, Enum.Parse<SetAsideKind>(kind, ignoreCase: true), Enum.Parse<SetAsideReason>(reason, ignoreCase: true), objectId, fieldId,
            owner, table, column.Length == 0 ? null : column, original)
        {
            RestoredAt = restoredAt,
            TakenAt = takenAt,
        };

    private static SqlUpdate Note(string schema, SetAsideEntry entry, string column, long revision) => new()
    {
        Table = Table(schema),
        Alias = "s",
        Set = [new SqlAssignment(column, Number(revision))],
        Where = SqlExpression.And(Is("table_name", entry.Table), Is("column_name", entry.Column ?? "")),
    };

    private static SqlTable Table(string schema) => new(schema, TableName);

    private static SqlColumnDefinition Column(string name, string type) => new(name, SqlColumnType.Of(type), NotNull: true);

    private static SqlExpression Number(long? value) => SqlExpression.Parameter(SqlType.BigInt, value);

    private static SqlExpression Text(string? value) => SqlExpression.Parameter(SqlType.Text, value);

    private static SqlExpression Is(string column, string value) => SqlExpression.Column("s", column).EqualTo(Text(value));

    private static string NameOf<T>(T value) where T : struct, Enum => value.ToString().ToLower(CultureInfo.InvariantCulture);
}
