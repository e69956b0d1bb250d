using System.Security.Cryptography;
using System.Text;

namespace Platform.Metadata.Storage;

/// <summary>
/// Names of tables, columns and indexes. They come from stable ids alone, never from names or labels, so that renaming an object or a field
/// touches no table. The same id gives the same name for ever.
/// </summary>
public static class StorageNames
{
    /// <summary>Longest identifier that PostgreSQL keeps whole, in bytes.</summary>
    public const int MaxBytes = 63;

    /// <summary>Column of the source record in a link table.</summary>
    public const string LinkSource = "source_id";

    /// <summary>Column of the target record in a link table.</summary>
    public const string LinkTarget = "target_id";

    /// <summary>The table of an object.</summary>
    public static string Table(string objectId) => Shorten(SnakeCase(objectId));

    /// <summary>A column: the snake case of the field's id and an ending such as <c>_id</c>.</summary>
    public static string Column(string fieldId, string ending = "") => Shorten(SnakeCase(fieldId) + ending);

    /// <summary>The link table of a many-to-many field; the double underscore keeps it apart from every object's table.</summary>
    public static string LinkTable(string objectId, string fieldId) => Shorten(SnakeCase(objectId) + "__" + SnakeCase(fieldId));

    /// <summary>How tables, triggers and functions of kept totals begin; three underscores keep them apart from objects and links.</summary>
    public const string TotalsPrefix = "totals___";

    /// <summary>The table of an object's totals by stage, or, with a purpose, a trigger that keeps them.</summary>
    public static string Totals(string table, string purpose = "") => Shorten(TotalsPrefix + purpose + table);

    /// <summary>An index: a prefix for its purpose, the table and the columns.</summary>
    public static string Index(string prefix, string table, IEnumerable<string> columns) =>
        Shorten(prefix + "_" + table + "_" + string.Join('_', columns));

    /// <summary>
    /// Lower case with an underscore before every word: <c>closeDate</c> → <c>close_date</c>, <c>HTTPStatus2</c> → <c>http_status2</c>.
    /// Different ids can give the same name; the compiler refuses that.
    /// </summary>
    public static string SnakeCase(string id)
    {
        StringBuilder text = new(id.Length + 8);
        for (int i = 0; i < id.Length; i++)
        {
            char c = id[i];
            bool wordStart = char.IsAsciiLetterUpper(c) && i > 0 && id[i - 1] != '_'
                && (!char.IsAsciiLetterUpper(id[i - 1]) || (i + 1 < id.Length && char.IsAsciiLetterLower(id[i + 1])));
            if (wordStart) text.Append('_');
            text.Append(char.ToLowerInvariant(c));
        }

        return text.ToString();
    }

    /// <summary>The name itself when it fits, else its beginning and eight hex digits of its SHA-256.</summary>
    public static string Shorten(string name)
    {
        if (Encoding.UTF8.GetByteCount(name) <= MaxBytes) return name;
        string hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(name)))[..8];
        return string.Concat(name.AsSpan(0, MaxBytes - 9).TrimEnd('_'), "_", hash);
    }
}
