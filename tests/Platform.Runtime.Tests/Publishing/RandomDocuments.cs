using System.Globalization;
using Platform.Runtime.Publishing;

namespace Platform.Runtime.Tests.Publishing;

/// <summary>Random sets of object documents over a few ids, so that two of them differ in every way: objects and fields come and go, are renamed and retyped.</summary>
internal sealed class RandomDocuments(int seed, bool withMasters)
{
    private static readonly string[] Simple =
    [
        "text", "longText", "richText", "integer", "decimal", "currency", "percent", "checkbox", "date", "dateTime", "time", "duration", "email",
        "phone", "url", "address", "geolocation", "tags", "json",
    ];

    private static readonly string[] Ids = ["Ash", "Elm", "Oak", "Yew"];

    private readonly Random _random = new(seed);

    /// <summary>Documents of one random model; an object is always referred to by its present name.</summary>
    public IReadOnlyList<(string Id, string Name, string Json)> Next()
    {
        (string Id, string Name)[] objects = [.. Ids.Where(_ => Chance(70)).Select(id => (id, Chance(20) ? id + "Tree" : id))];
        return [.. objects.Select(o => (o.Id, o.Name, Object(o.Id, o.Name, [.. objects.Select(t => t.Name)])))];
    }

    /// <summary>The edits from one model to another.</summary>
    public static DocumentEdit[] Edits(IReadOnlyList<(string Id, string Name, string Json)> from, IReadOnlyList<(string Id, string Name, string Json)> to) =>
    [
        .. from.Where(f => to.All(t => t.Id != f.Id)).Select(f => new RemoveDocument("object", f.Name)),
        .. to.Select(t => new PutDocument(t.Json)),
    ];

    private string Object(string id, string name, string[] targets)
    {
        List<string> fields = [];
        for (int i = 0; i < 6; i++)
        {
            if (Chance(70)) fields.Add(Field(string.Create(CultureInfo.InvariantCulture, $"f{i}"), name, targets));
        }

        return Docs.Of(name, $"\"id\":\"{id}\",", [.. fields]);
    }

    private string Field(string id, string owner, string[] targets)
    {
        string name = Chance(20) ? id + "x" : id;
        string settings = $"\"id\":\"{id}\"";
        string target = targets[_random.Next(targets.Length)];
        switch (_random.Next(10))
        {
            case 0: return Docs.Field(name, "lookup", $"{settings},\"target\":\"{target}\",\"onDelete\":\"{Any("clear", "restrict", "cascade")}\"");
            case 1: return Docs.Field(name, "manyToMany", $"{settings},\"target\":\"{target}\"");
            case 2: return Docs.Field(name, Any("picklist", "multiPicklist"), settings + ",\"values\":[{\"value\":\"a\",\"label\":\"A\"},{\"value\":\"b\",\"label\":\"B\"}]");
            case 3 when withMasters && target != owner && string.CompareOrdinal(target, owner) < 0 && id == "f0":
                return Docs.Field(name, "masterDetail", $"{settings},\"target\":\"{target}\"");
        }

        string type = Simple[_random.Next(Simple.Length)];
        if (type is "text" or "integer" or "email" && Chance(40)) settings += Any(",\"unique\":true", ",\"indexed\":true");
        if (type is "integer" && !settings.Contains("unique", StringComparison.Ordinal) && Chance(30)) settings += ",\"default\":3";
        if (type is "decimal" or "currency") settings += Any("", ",\"precision\":20", ",\"scale\":4");
        if (type is "text" && Chance(30)) settings += ",\"required\":true";
        return Docs.Field(name, type, settings);
    }

    private bool Chance(int percent) => _random.Next(100) < percent;

    private string Any(params string[] choices) => choices[_random.Next(choices.Length)];
}
