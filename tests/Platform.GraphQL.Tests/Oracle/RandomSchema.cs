using System.Globalization;
using System.Text;

namespace Platform.GraphQL.Tests.Oracle;

/// <summary>Random schemas, valid by construction, with every kind of type, as SDL: the same for the same seed.</summary>
internal sealed class RandomSchema(Random random)
{
    private static readonly string[] Objects = ["Account", "Contact", "Order", "Line"];
    private static readonly string[] Leaves = ["Int", "Float", "String", "Boolean", "ID", "Stage", "Money"];
    private static readonly string[] Inputs = ["Int", "Float", "String", "Boolean", "ID", "Stage", "Money", "Filter", "Choice"];
    private readonly StringBuilder text = new();

    public static string Next(Random random) => new RandomSchema(random).Write();

    private string Write()
    {
        text.Append("scalar Money\nenum Stage { NEW WON LOST HELD }\n");
        text.Append("directive @note(text: String, level: Int! = 1) repeatable on FIELD | QUERY | VARIABLE_DEFINITION\n");
        text.Append("directive @once(need: Boolean!) on FIELD | FRAGMENT_SPREAD | INLINE_FRAGMENT | FRAGMENT_DEFINITION | MUTATION\n");
        text.Append("input Choice @oneOf { id: ID name: String stage: Stage filter: Filter }\n");
        text.Append("input Filter { ");
        Arguments("and: [Filter!]", "not: Filter", "choice: Choice", "id: ID!");
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
            text.Append(CultureInfo.InvariantCulture, $"type {name}{interfaces} {{ id: ID! {shared} {peer} name: String fail: Int none: Stage ");
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
            text.Append(CultureInfo.InvariantCulture, $" x{i}: {Wrap(Pick(Inputs[..7]))}");
        text.Append(' ');
    }

    private string Field(string name, string type)
    {
        StringBuilder arguments = new();
        for (int i = random.Next(-2, 4); i > 0; i--)
        {
            string input = Pick(Inputs);
            string wrapped = Wrap(input);
            string value = wrapped == "Int" && random.Next(2) == 0 ? " = 7" : wrapped == "Int!" && random.Next(2) == 0 ? " = 8" : "";
            arguments.Append(arguments.Length == 0 ? "(" : ", ").Append(CultureInfo.InvariantCulture, $"a{i}: {wrapped}{value}");
        }
        if (arguments.Length > 0)
            arguments.Append(')');
        return $"{name}{arguments}: {Wrap(type)}";
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
