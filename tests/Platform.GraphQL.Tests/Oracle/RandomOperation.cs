using System.Globalization;
using System.Text;
using Platform.GraphQL.Types;

namespace Platform.GraphQL.Tests.Oracle;

/// <summary>
/// Random documents for a schema, mostly valid: fragments, aliases, variables, directives, descriptions and literals of every type.
/// Edited at random they become near misses.
/// </summary>
/// <param name="schema">The schema of the documents.</param>
/// <param name="random">What chooses.</param>
/// <param name="literals">Literals of scalars by their type's name, where others are wanted than those of the standard ones.</param>
/// <param name="without">Optional arguments and input fields to leave out.</param>
internal sealed partial class RandomOperation(
    GraphQLSchema schema, Random random, IReadOnlyDictionary<string, string[]>? literals = null, IReadOnlySet<string>? without = null)
{
    private readonly StringBuilder text = new();
    private readonly StringBuilder fragments = new();
    private readonly Dictionary<string, string> variables = [];
    private int fragmentCount;
    private int budget = 30;

    /// <summary>The next document.</summary>
    public static string Next(
        GraphQLSchema schema, Random random, IReadOnlyDictionary<string, string[]>? literals = null, IReadOnlySet<string>? without = null)
    {
        string document = new RandomOperation(schema, random, literals, without).Write("A");
        if (random.Next(12) == 0)
            document += "\n" + new RandomOperation(schema, random, literals, without).Write("B");
        return document;
    }

    private string Write(string prefix)
    {
        (string keyword, ObjectType root) = random.Next(10) switch
        {
            0 when schema.Mutation is not null => ("mutation", schema.Mutation),
            1 when schema.Subscription is not null => ("subscription", schema.Subscription),
            _ => ("query", schema.Query),
        };
        if (keyword == "subscription")
            budget = 3;
        Selection(root, 0, prefix);
        string declared = variables.Count == 0 ? "" : $"({string.Join(", ", variables.Select(v => $"{Described()}${v.Key}: {v.Value}"))})";
        return $"{Described()}{keyword} {prefix}{declared} {text}{fragments}";
    }

    private string Described() => random.Next(10) switch
    {
        0 => "\"What it is for.\" ",
        1 => "\"\"\"\nWhat it is for,\nat length.\n\"\"\"\n",
        _ => "",
    };

    private void Selection(NamedType type, int depth, string prefix)
    {
        text.Append("{ ");
        int count = depth == 0 && budget <= 3 ? 1 : random.Next(1, 5);
        for (int i = 0; i < count; i++)
        {
            budget--;
            if (depth < 5 && budget > 0 && random.Next(5) == 0)
                Fragment(type, depth, prefix);
            else
                Field(type, depth, prefix);
        }
        text.Append("} ");
    }

    private void Fragment(NamedType type, int depth, string prefix)
    {
        NamedType[] candidates = [.. schema.AllTypes.Where(other => other.IsComposite && !other.Name.StartsWith('_') && schema.Overlap(type, other))];
        NamedType condition = random.Next(2) == 0 ? type : candidates[random.Next(candidates.Length)];
        if (random.Next(2) == 0)
        {
            text.Append(random.Next(3) == 0 && ReferenceEquals(condition, type) ? "... " : "... on " + condition + " ");
            Directive();
            Selection(condition, depth + 1, prefix);
            return;
        }
        string name = $"{prefix}F{fragmentCount++}";
        text.Append(CultureInfo.InvariantCulture, $"...{name} ");
        Directive();
        if (random.Next(4) == 0)
            text.Append(CultureInfo.InvariantCulture, $"...{name} ");
        int start = text.Length;
        text.Append(CultureInfo.InvariantCulture, $"\n{Described()}fragment {name} on {condition} ");
        Selection(condition, depth + 1, prefix);
        fragments.Append(text.ToString(start, text.Length - start));
        text.Length = start;
    }

    private void Field(NamedType type, int depth, string prefix)
    {
        FieldDefinition[] fields = type is FieldsType known ? [.. known.Fields] : [];
        if (depth > 4 || budget <= 0)
            fields = [.. fields.Where(field => field.Type.Named.IsLeaf)];
        if (fields.Length == 0 || random.Next(12) == 0)
        {
            text.Append(random.Next(4) == 0 ? "kind: __typename " : "__typename ");
            return;
        }
        FieldDefinition chosen = fields[random.Next(fields.Length)];
        if (random.Next(3) > 0)
            text.Append(random.Next(10) == 0 ? "x" : "x" + Math.Abs(budget)).Append(": ");
        text.Append(chosen.Name);
        InputValueDefinition[] given = [.. chosen.Arguments.Where(argument => argument.IsRequired || (random.Next(2) == 0 && IsUsed(argument)))];
        if (given.Length > 0)
            text.Append(CultureInfo.InvariantCulture, $"({string.Join(", ", given.Select(argument => $"{argument.Name}: {Value(argument.Type, 0, argument.DefaultValue is not null)}"))})");
        text.Append(' ');
        Directive();
        if (!chosen.Type.Named.IsLeaf)
            Selection(chosen.Type.Named, depth + 1, prefix);
    }

    private void Directive()
    {
        switch (random.Next(20))
        {
            case 0:
                text.Append(CultureInfo.InvariantCulture, $"@include(if: {Value(BuiltInScalars.Boolean.AsNonNull(), 0, false)}) ");
                break;
            case 1:
                text.Append(CultureInfo.InvariantCulture, $"@skip(if: {Value(BuiltInScalars.Boolean.AsNonNull(), 0, false)}) ");
                break;
        }
    }

    private string Value(GraphQLType type, int depth, bool positionHasDefault)
    {
        if (random.Next(5) == 0)
            return Variable(type, positionHasDefault);
        if (type is not NonNullType && random.Next(10) == 0)
            return "null";
        switch (type.Nullable)
        {
            case ListType list when random.Next(4) == 0:
                return Value(list.Item.AsNonNull(), depth, false);
            case ListType list:
                return $"[{string.Join(", ", Enumerable.Range(0, random.Next(3)).Select(_ => Value(list.Item, depth + 1, false)))}]";
            case InputObjectType { IsOneOf: true } choice:
                InputValueDefinition[] members = [.. choice.Fields.Where(field => depth < 2 || field.Type.Named.IsLeaf)];
                InputValueDefinition one = members[random.Next(members.Length)];
                return $"{{{one.Name}: {Value(one.Type.AsNonNull(), depth + 1, false)}}}";
            case InputObjectType input:
                InputValueDefinition[] fields =
                    [.. input.Fields.Where(field => field.IsRequired || (depth < 2 && random.Next(4) == 0 && IsUsed(field)))];
                return $"{{{string.Join(", ", fields.Select(field => $"{field.Name}: {Value(field.Type, depth + 1, field.DefaultValue is not null)}"))}}}";
            case EnumType values:
                return values.Values[random.Next(values.Values.Count)].Name;
            default:
                return Leaf(type.Named.Name);
        }
    }

    private string Variable(GraphQLType type, bool positionHasDefault)
    {
        string declared = type.ToString();
        if (type is NonNullType && positionHasDefault && random.Next(2) == 0)
            declared = declared[..^1];
        else if (type is not NonNullType && random.Next(3) == 0)
            declared += "!";
        if (random.Next(20) == 0)
            declared = "Int";
        KeyValuePair<string, string> existing = variables.FirstOrDefault(variable => variable.Value == declared);
        string name = existing.Key ?? $"v{variables.Count.ToString(CultureInfo.InvariantCulture)}";
        variables[name] = declared;
        return "$" + name;
    }

    private bool IsUsed(InputValueDefinition value) => without?.Contains(value.Name) != true;

    private string Leaf(string type) => literals?.GetValueOrDefault(type) is { } known ? known[random.Next(known.Length)] : type switch
    {
        "Int" => random.Next(-5, 100).ToString(CultureInfo.InvariantCulture),
        "Float" => random.Next(2) == 0 ? "1.25" : "3",
        "String" => "\"text\"",
        "Boolean" => random.Next(2) == 0 ? "true" : "false",
        "ID" => random.Next(2) == 0 ? "\"id1\"" : "17",
        _ => "\"1.50\"",
    };
}
