using System.Globalization;
using Platform.Expressions.Catalogue;
using Platform.Expressions.Language;
using Platform.Expressions.Typing;

namespace Platform.Runtime.Tests.Expressions;

/// <summary>Random expressions of a wanted type, out of every overload of the catalogue; as text, the way authors write them.</summary>
internal sealed class RandomExpression(int seed, IExpressionObjects objects)
{
    private static readonly string[] Patterns =
        ["^[a-z]+$", "\\d{2,3}", "^.{2,4}$", "(?i)^ab", "[^a-c,]", "光|x$", "^(a|b)*$", "[\\x{1f600}]", "\\s", "^$", "(ab?)+c{0,2}", "\\w-\\d", "[\\w.]+@", ".😀.", "[α-ω]?光"];

    private static readonly string[] Zones = ["UTC", "Asia/Shanghai", "America/New_York", "Asia/Kolkata", "+08:00", "-03:30"];

    private readonly Random random = new(seed);
    private readonly List<(string Name, ExpressionType Type)> elements = [];

    /// <summary>A scalar type or a list of texts or numbers.</summary>
    public ExpressionType Type() => Pick(
        ExpressionType.Bool, ExpressionType.Int, ExpressionType.Decimal, ExpressionType.Text, ExpressionType.Date, ExpressionType.Timestamp, ExpressionType.Duration,
        ExpressionType.Bool, ExpressionType.Decimal, ExpressionType.List(ExpressionType.Text), ExpressionType.List(ExpressionType.Decimal));

    /// <summary>An expression.</summary>
    public string Next(ExpressionType type, int depth)
    {
        if (depth <= 0 || random.Next(6) == 0) return Leaf(type);
        if (type.Kind == ExpressionKind.Reference) return random.Next(3) == 0 ? $"coalesce(record.{(type.ObjectName == "User" ? "owner" : "before")}, {Next(type, depth - 1)})" : Leaf(type);
        return random.Next(8) switch
        {
            0 => $"({Next(ExpressionType.Bool, depth - 1)} ? {Next(type, depth - 1)} : {Next(type, depth - 1)})",
            1 when type.Kind == ExpressionKind.List => $"[{Next(type.Element!, depth - 1)}, {Next(type.Element!, depth - 1)}]",
            2 or 3 when type.Kind == ExpressionKind.List || type == ExpressionType.Bool => Macro(type, depth),
            _ => Call(type, depth) ?? Leaf(type),
        };
    }

    private string? Call(ExpressionType type, int depth)
    {
        Overload[] fitting = [.. Overloads.All.Where(o => Fits(o.Result, type))];
        if (fitting.Length == 0) return null;
        Overload overload = Pick(fitting);
        ExpressionType any = overload.Result.Kind == ExpressionKind.Any ? type
            : overload.Result.Element?.Kind == ExpressionKind.Any ? type.Element!
            : AnyFor(overload);
        if (overload.Parameters.Any(p => p.Kind == ExpressionKind.List) && any.Kind == ExpressionKind.List) return null;
        if (overload.Id == "is_changed") return $"isChanged(record.{Pick("name", "count", "amount", "due", "labels", "parent", "site", "site.city", "spot")})";
        if (overload.Id == "distance" && random.Next(4) > 0) return $"distanceMeters({Place(depth)}, {Place(depth)})";
        if (overload.Id is "blank" or "is_null" or "is_not_null" && random.Next(4) == 0)
            return overload.Id == "blank" ? $"blank({Whole()})" : $"({Whole()} {overload.Name})";
        if (overload.Id is "is_null" or "is_not_null") return $"({Next(any, depth - 1)} {overload.Name})";
        List<string> arguments = [.. overload.Parameters.Select(p => Next(Bound(p, any), depth - 1))];
        if (overload.IsVariadic && random.Next(2) == 0) arguments.Add(Next(Bound(overload.Parameters[^1], any), depth - 1));
        switch (overload.Literal)
        {
            case LiteralRule.Zone: arguments[^1] = Text(Pick(Zones)); break;
            case LiteralRule.Pattern: arguments[^1] = Text(Pick(Patterns)); break;
            case LiteralRule.Calendar when arguments.Count == 3: arguments[^1] = Text(Pick([.. objects.Calendars])); break;
            case LiteralRule.Duration: arguments[^1] = Pick("'1h30m'", "'-90s'", "'1.5s'", "'24h'"); break;
            case LiteralRule.Converted: arguments[^1] = $"({arguments[^1]} + record.name)"; break;
        }

        return overload.Style switch
        {
            CallStyle.Operator when overload.Id == "index_list" => $"{arguments[0]}[{arguments[1]}]",
            CallStyle.Operator when arguments.Count == 1 => $"{overload.Name}({arguments[0]})",
            CallStyle.Operator => $"({arguments[0]} {overload.Name} {arguments[1]})",
            CallStyle.Member or CallStyle.Both => $"({arguments[0]}).{overload.Name}({string.Join(", ", arguments.Skip(1))})",
            _ => $"{overload.Name}({string.Join(", ", arguments)})",
        };
    }

    private string Whole() => Pick("record", "record.parent", "old") + Pick(".site", ".spot");

    private string Place(int depth) => random.Next(4) == 0
        ? $"{Next(ExpressionType.Decimal, depth - 1)}, {Pick("121.4737", "-180", "200.0", "record.spot.longitude")}"
        : Pick("record.spot", "record.parent.spot", "old.spot", "0, 0", "31.230416, 121.473701");

    private string Macro(ExpressionType type, int depth)
    {
        string name = "e" + elements.Count.ToString(CultureInfo.InvariantCulture);
        bool records = random.Next(3) > 0 && depth > 1;
        ExpressionType element = records ? ExpressionType.Reference(Pick("Thing", "Part"))
            : type == ExpressionType.Bool ? Pick(ExpressionType.Text, ExpressionType.Int) : type.Element!;
        string list = records ? Related(element.ObjectName!) : Next(ExpressionType.List(element), depth - 1);
        elements.Add((name, element));
        string condition = Next(ExpressionType.Bool, depth - 2);
        string text = type == ExpressionType.Bool ? $"{list}.{Pick("exists", "all", "exists_one")}({name}, {condition})"
            : !records && random.Next(2) == 0 ? $"{list}.filter({name}, {condition})"
            : random.Next(2) == 0 ? $"{list}.map({name}, {Next(type.Element!, depth - 2)})"
            : $"{list}.map({name}, {condition}, {Next(type.Element!, depth - 2)})";
        elements.RemoveAt(elements.Count - 1);
        return text;
    }

    private string Related(string objectName)
    {
        string from = Pick("record", "record", "record.parent", elements.LastOrDefault(e => e.Type.ObjectName == "Thing").Name ?? "record");
        return objectName == "Part" ? $"{from}.parts" : $"{from}.{Pick("children", "friends", "friendOf")}";
    }

    private string Leaf(ExpressionType type)
    {
        foreach ((string name, ExpressionType elementType) in Enumerable.Reverse(elements))
        {
            if (elementType == type && random.Next(2) == 0) return name;
        }

        if (random.Next(3) > 0 && Field(type) is { } field) return field;
        return type.Kind switch
        {
            ExpressionKind.Bool => Pick("true", "false", "isNew()", "hasRole('sales')"),
            ExpressionKind.Int => Pick("0", "1", "2", "-3", "7", "100", "9223372036854775807", "-9223372036854775808", "1000000000000000000"),
            ExpressionKind.Decimal => Pick("0.0", "1.5", "-2.25", "0.00000000000000000007", "3.0", "999999999999999999.5", "0.2"),
            ExpressionKind.Text => Pick("''", "'a'", "'b'", "','", "'光'", "'😀'", "'12'", "'x y'"),
            ExpressionKind.Date => Pick("date('2024-02-29')", "today", "date('1999-12-31')"),
            ExpressionKind.Timestamp => Pick("timestamp('2024-03-10T16:30:15.25Z')", "now"),
            ExpressionKind.Duration => Pick("duration('36h')", "days(3)", "duration('-1.5s')"),
            ExpressionKind.List => $"[{Leaf(type.Element!)}]{Pick("", $".filter(none, {Pick("true", "false")})")}",
            _ => "null",
        };
    }

    private string? Field(ExpressionType type)
    {
        List<(string Path, string Object)> roots =
            [("record", "Thing"), ("record", "Thing"), ("record", "Thing"), ("old", "Thing"), ("record.parent", "Thing"), ("record.parent.parent", "Thing"), ("record.owner", "User")];
        roots.AddRange(elements.Where(e => e.Type.Kind == ExpressionKind.Reference).SelectMany(e => Enumerable.Repeat((e.Name, e.Type.ObjectName!), 3)));
        (string path, string objectName) = Pick([.. roots]);
        string[] names = [.. objects.Members(objectName).SelectMany(m => m.Parts.Prepend(m)).Where(m => m.Type == type && m.Name is not ("version" or "createdAt" or "updatedAt" or "deletedAt")).Select(m => m.WrittenName)];
        return names.Length == 0 ? null : $"{path}.{Pick(names)}";
    }

    private ExpressionType AnyFor(Overload overload)
    {
        if (overload.Id is "equal" or "not_equal" or "is_null" or "is_not_null" && random.Next(4) == 0) return Pick(ExpressionType.Reference("Thing"), ExpressionType.Reference("User"));
        ExpressionType type;
        do type = Type();
        while ((overload.OrderedOnly && !type.IsOrdered) || (type.Kind == ExpressionKind.List && overload.Parameters.Any(p => p.Kind == ExpressionKind.List)));
        return type;
    }

    private static bool Fits(ExpressionType offered, ExpressionType wanted) =>
        offered == wanted || offered.Kind == ExpressionKind.Any || (offered.Element?.Kind == ExpressionKind.Any && wanted.Kind == ExpressionKind.List);

    private static ExpressionType Bound(ExpressionType parameter, ExpressionType any) =>
        parameter.Kind == ExpressionKind.Any ? any : parameter.Element?.Kind == ExpressionKind.Any ? ExpressionType.List(any) : parameter;

    private static string Text(string value) => ExpressionPrinter.Print(new LiteralNode(value, default));

    private T Pick<T>(params T[] items) => items[random.Next(items.Length)];
}
