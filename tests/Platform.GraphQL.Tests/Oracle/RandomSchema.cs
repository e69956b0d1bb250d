using System.Globalization;
using System.Text;

namespace Platform.GraphQL.Tests.Oracle;

/// <summary>
/// Random schemas, valid by construction, with every kind of type, one-of input objects of random members, specified scalars, descriptions and deprecated
/// members, as SDL: the same for the same seed.
/// </summary>
internal sealed class RandomSchema(Random random)
{
    private static readonly string[] Objects = ["Account", "Contact", "Order", "Line"];
    private static readonly string[] Leaves = ["Int", "Float", "String", "Boolean", "ID", "Stage", "Money"];
    private static readonly string[] Inputs = ["Int", "Float", "String", "Boolean", "ID", "Stage", "Money", "Filter", "Choice", "Pick"];
    private readonly StringBuilder text = new();

    public static string Next(Random random) => new RandomSchema(random).Write();

    private string Write()
    {
        text.Append(Described()).Append("scalar Money").Append(random.Next(2) == 0 ? " @specifiedBy(url: \"https://example.com/money\")" : "").Append('\n');
        text.Append(CultureInfo.InvariantCulture, $"{Described()}enum Stage {{ {Described()}NEW WON{Deprecated()} LOST{Deprecated()} HELD }}\n");
        text.Append("directive @note(text: String, level: Int! = 1) repeatable on FIELD | QUERY | VARIABLE_DEFINITION\n");
        text.Append("directive @once(need: Boolean!) on FIELD | FRAGMENT_SPREAD | INLINE_FRAGMENT | FRAGMENT_DEFINITION | MUTATION\n");
        text.Append("input Choice @oneOf { id: ID name: String stage: Stage filter: Filter }\n");
        OneOf("Pick");
        text.Append(Described()).Append("input Filter { ");
        Arguments("and: [Filter!]", "not: Filter", "choice: Choice", "picks: [Pick!]", "id: ID!");
        text.Append("}\n");
        string shared = Field("shared", Leaf());
        string peer = Field("peer", "Node");
        text.Append(CultureInfo.InvariantCulture, $"interface Node {{ id: ID! {shared} {peer} }}\n");
        text.Append(CultureInfo.InvariantCulture, $"interface Named implements Node {{ id: ID! {shared} {peer} name: String }}\n");
        foreach (string name in Objects)
        {
            string interfaces = name switch
            {
                "Account" => " implements Node & Named",
                "Line" => "",
                _ => " implements Node",
            };
            text.Append(CultureInfo.InvariantCulture, $"{Described()}type {name}{interfaces} {{ {Described()}id: ID! {shared} {peer} name: String fail: Int none: Stage ");
            if (random.Next(2) == 0)
                text.Append("failHard: ID! noneHard: String! ");
            for (int i = random.Next(2, 7); i > 0; i--)
                text.Append(Field($"f{i}", random.Next(2) == 0 ? Leaf() : Composite())).Append(' ');
            text.Append("}\n");
        }
        text.Append("union Party = Account | Contact\nunion Other = Order | Line\n");
        text.Append("type Query { node(id: ID!): Node named: [Named!]! party: Party others(first: Int = 10): [Other] ");
        text.Append("account(filter: Filter, choice: Choice, stage: Stage! = NEW): Account orders(ids: [[ID!]!]): [Order!] ");
        for (int i = 0; i < 5; i++)
            text.Append(Field($"q{i}", i < 2 ? Leaf() : Composite())).Append(' ');
        text.Append("}\ntype Mutation { ").Append(Field("create", "Account")).Append(' ').Append(Field("change", Leaf())).Append(" }\n");
        if (random.Next(2) == 0)
            text.Append("type Subscription { changed(id: ID): Account other: Int }\n");
        return text.ToString();
    }

    private void Arguments(params string[] fixedOnes)
    {
        text.AppendJoin(' ', fixedOnes);
        for (int i = random.Next(1, 5); i > 0; i--)
            text.Append(CultureInfo.InvariantCulture, $" {Described()}x{i}: {Nullable(Wrap(Pick(Inputs[..7])), out bool required)}{(required ? "!" : Deprecated())}");
        text.Append(' ');
    }

    /// <summary>An input object of which one member is given: leaves, lists, other input objects, itself.</summary>
    private void OneOf(string name)
    {
        text.Append(CultureInfo.InvariantCulture, $"{Described()}input {name} @oneOf {{ id: ID");
        for (int i = random.Next(1, 6); i > 0; i--)
            text.Append(CultureInfo.InvariantCulture, $" {Described()}o{i}: {Nullable(Wrap(Pick(Inputs)), out _)}{Deprecated()}");
        text.Append(" }\n");
    }

    private static string Nullable(string type, out bool required)
    {
        required = type[^1] == '!';
        return required ? type[..^1] : type;
    }

    private string Described() => random.Next(8) switch
    {
        0 => "\"Said in a line.\" ",
        1 => "\"\"\"\nSaid in two,\n  indented.\n\"\"\" ",
        _ => "",
    };

    private string Deprecated() => random.Next(8) switch
    {
        0 => " @deprecated",
        1 => " @deprecated(reason: \"Use `id`.\")",
        _ => "",
    };

    private string Field(string name, string type)
    {
        StringBuilder arguments = new();
        for (int i = random.Next(-2, 4); i > 0; i--)
        {
            string input = Pick(Inputs);
            string wrapped = Wrap(input);
            string value = wrapped == "Int" && random.Next(2) == 0 ? " = 7" : wrapped == "Int!" && random.Next(2) == 0 ? " = 8" : "";
            arguments.Append(arguments.Length == 0 ? "(" : ", ").Append(CultureInfo.InvariantCulture, $"{Described()}a{i}: {wrapped}{value}{(wrapped[^1] == '!' && value.Length == 0 ? "" : Deprecated())}");
        }
        if (arguments.Length > 0)
            arguments.Append(')');
        return $"{Described()}{name}{arguments}: {Wrap(type)}{Deprecated()}";
    }

    private string Leaf() => Pick(Leaves);

    private string Composite() => Pick([.. Objects, "Node", "Named", "Party", "Other"]);

    private string Wrap(string type) => random.Next(8) switch
    {
        0 => $"{type}!",
        1 => $"[{type}]",
        2 => $"[{type}!]!",
        3 => $"[[{type}]]",
        _ => type,
    };

    private T Pick<T>(T[] items) => items[random.Next(items.Length)];
}
