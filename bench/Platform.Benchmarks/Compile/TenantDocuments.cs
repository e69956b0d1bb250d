using System.Globalization;
using System.Text;

namespace Platform.Benchmarks.Compile;

/// <summary>A large, regular tenant as document texts: every fifth field a reference or picklist, the rest of mixed types.</summary>
internal static class TenantDocuments
{
    private static readonly string[] Plain =
    [
        "\"type\":\"text\",\"maxLength\":80", "\"type\":\"decimal\",\"scale\":4", "\"type\":\"date\"", "\"type\":\"integer\",\"min\":0", "\"type\":\"checkbox\"",
        "\"type\":\"email\"", "\"type\":\"currency\"", "\"type\":\"longText\"", "\"type\":\"dateTime\",\"indexed\":true", "\"type\":\"percent\"", "\"type\":\"address\"",
        "\"type\":\"tags\"",
    ];

    public static string ObjectName(int index) => "Thing" + index.ToString("D3", CultureInfo.InvariantCulture);

    public static IEnumerable<string> Texts(int objects, int fields)
    {
        yield return """{"kind":"picklist","name":"Industry","values":[{"value":"retail","label":"Retail"},{"value":"banking","label":"Banking"}]}""";
        for (int i = 0; i < objects; i++)
        {
            yield return Object(i, objects, fields);
            yield return Layout(i, fields);
            yield return View(i);
        }

        yield return Translations(objects, fields);
    }

    private static string Field(int index) => "field" + index.ToString("D2", CultureInfo.InvariantCulture);

    private static string Object(int index, int objects, int fields)
    {
        string name = ObjectName(index);
        StringBuilder text = new();
        text.Append(CultureInfo.InvariantCulture, $"{{\"kind\":\"object\",\"name\":\"{name}\",\"label\":\"Thing {index}\",\"pluralLabel\":\"Things {index}\",\"nameField\":\"name\",\"fields\":[");
        text.Append("{\"name\":\"name\",\"label\":\"Name\",\"type\":\"text\",\"required\":true}");
        for (int f = 1; f < fields; f++)
        {
            text.Append(CultureInfo.InvariantCulture, $",{{\"name\":\"{Field(f)}\",\"label\":\"Field {f} of thing {index}\",\"help\":\"What field {f} is for\",{Type(index, objects, f)}}}");
        }

        return text.Append("]}").ToString();
    }

    private static string Type(int index, int objects, int field) => field switch
    {
        _ when field % 10 == 0 => $"\"type\":\"lookup\",\"target\":\"{ObjectName((index + field) % objects)}\",\"inverse\":\"things{index}Of{field}\"",
        _ when field % 10 == 5 => "\"type\":\"picklist\",\"picklist\":\"Industry\"",
        _ => Plain[field % Plain.Length],
    };

    private static string Layout(int index, int fields)
    {
        string all = string.Join(',', Enumerable.Range(1, fields - 1).Select(f => $"\"{Field(f)}\""));
        return $"{{\"kind\":\"layout\",\"name\":\"layout{index}\",\"object\":\"{ObjectName(index)}\",\"highlights\":[\"name\"],\"sections\":[{{\"label\":\"All\",\"fields\":[\"name\",{all}]}}]}}";
    }

    private static string View(int index) =>
        $"{{\"kind\":\"view\",\"name\":\"view{index}\",\"label\":\"All\",\"object\":\"{ObjectName(index)}\",\"columns\":[\"name\",\"field01\",\"field02\",\"field10.name\",\"owner.name\"],"
        + "\"filter\":{\"field05\":{\"in\":[\"retail\"]},\"field01\":{\"gte\":\"10\"},\"owner\":{\"id\":{\"eq\":\"$me\"}}},\"sort\":[\"-field01\"]}";

    private static string Translations(int objects, int fields)
    {
        IEnumerable<string> labels = Enumerable.Range(0, objects).SelectMany(i =>
            Enumerable.Range(1, fields - 1).Select(f => $"\"field.{ObjectName(i)}.{Field(f)}.label\":\"字段{f}\"").Prepend($"\"object.{ObjectName(i)}.label\":\"对象{i}\""));
        return "{\"kind\":\"translation\",\"name\":\"chinese\",\"language\":\"zh-CN\",\"entries\":{" + string.Join(',', labels) + "}}";
    }
}
