using System.Collections.Immutable;
using Platform.Expressions.Diagnostics;
using Platform.GraphQL.Language;
using Platform.GraphQL.Types;

namespace Platform.GraphQL.Differences;

/// <summary>
/// Finds what changed between two schemas and what that does to clients: a deploy reports it before it is applied. Breaking and
/// dangerous changes are those of graphql-js, and one-of input objects, which it does not look at.
/// </summary>
public sealed class SchemaComparison
{
    private readonly List<SchemaChange> changes = [];

    private SchemaComparison()
    {
    }

    /// <summary>All changes, breaking ones first, then in the order of coordinates; empty when the schemas are equal.</summary>
    /// <param name="old">The schema before.</param>
    /// <param name="now">The schema after.</param>
    /// <param name="isConcerned">Names of the types that may differ; the others are neither compared nor built. Null for all.</param>
    public static ImmutableArray<SchemaChange> Compare(GraphQLSchema old, GraphQLSchema now, Func<string, bool>? isConcerned = null)
    {
        ArgumentNullException.ThrowIfNull(old);
        ArgumentNullException.ThrowIfNull(now);
        SchemaComparison comparison = new();
        comparison.CompareTypes(Concerned(old), Concerned(now));
        comparison.CompareDirectives(old, now);
        return
        [
            .. comparison.changes.OrderByDescending(change => change.Impact)
                .ThenBy(change => change.Coordinate, StringComparer.Ordinal)
                .ThenBy(change => change.Message, StringComparer.Ordinal),
        ];

        IEnumerable<NamedType> Concerned(GraphQLSchema schema) => isConcerned is null
            ? schema.AllTypes
            : schema.TypeNames.Where(isConcerned).Select(name => schema.FindType(name)).OfType<NamedType>();
    }

    private void Note(ChangeImpact impact, string coordinate, Sentence message) => changes.Add(new(impact, coordinate, message));

    private void CompareTypes(IEnumerable<NamedType> old, IEnumerable<NamedType> now)
    {
        MemberPairs<NamedType> types = MemberPairs<NamedType>.Match(old, now);
        foreach (NamedType type in types.Removed)
            Note(ChangeImpact.Breaking, type.Name, $"{type} was removed.");
        foreach (NamedType type in types.Added)
            Note(ChangeImpact.Safe, type.Name, $"{type} was added.");
        foreach ((NamedType before, NamedType after) in types.Kept)
        {
            CompareDescription(before.Name, before, after);
            CompareType(before, after);
        }
    }

    private void CompareType(NamedType old, NamedType now)
    {
        switch (old, now)
        {
            case (FieldsType a, FieldsType b) when a.Kind == b.Kind:
                CompareFields(a, b);
                CompareInterfaces(a, b);
                break;
            case (UnionType a, UnionType b):
                CompareUnion(a, b);
                break;
            case (EnumType a, EnumType b):
                CompareEnum(a, b);
                break;
            case (InputObjectType a, InputObjectType b):
                CompareInputObject(a, b);
                break;
            case (ScalarType, ScalarType):
                break;
            default:
                Note(ChangeImpact.Breaking, old.Name, $"{old} changed from {Describe(old)} to {Describe(now)}.");
                break;
        }
    }

    private void CompareFields(FieldsType old, FieldsType now)
    {
        MemberPairs<FieldDefinition> fields = MemberPairs<FieldDefinition>.Match(old.Fields, now.Fields);
        foreach (FieldDefinition field in fields.Removed)
            Note(ChangeImpact.Breaking, $"{old}.{field.Name}", $"Field {old}.{field.Name} was removed.");
        foreach (FieldDefinition field in fields.Added)
            Note(ChangeImpact.Safe, $"{old}.{field.Name}", $"Field {old}.{field.Name} was added.");
        foreach ((FieldDefinition before, FieldDefinition after) in fields.Kept)
        {
            string coordinate = $"{old}.{before.Name}";
            CompareDescription(coordinate, before, after);
            CompareDeprecation(coordinate, before.DeprecationReason, after.DeprecationReason);
            CompareArguments(before.Arguments, after.Arguments, argument => $"{coordinate}({argument}:)", ChangeImpact.Dangerous);
            if (!TypeChange.IsSafeForOutput(before.Type, after.Type))
                Note(ChangeImpact.Breaking, coordinate, $"Field {coordinate} changed type from {before.Type} to {after.Type}.");
            else if (before.Type.ToString() != after.Type.ToString())
                Note(ChangeImpact.Safe, coordinate, $"Field {coordinate} changed type from {before.Type} to {after.Type}.");
        }
    }

    private void CompareInterfaces(FieldsType old, FieldsType now)
    {
        MemberPairs<InterfaceType> interfaces = MemberPairs<InterfaceType>.Match(old.Interfaces, now.Interfaces);
        foreach (InterfaceType type in interfaces.Added)
            Note(ChangeImpact.Dangerous, old.Name, $"{type} added to interfaces implemented by {old}.");
        foreach (InterfaceType type in interfaces.Removed)
            Note(ChangeImpact.Breaking, old.Name, $"{old} no longer implements interface {type}.");
    }

    private void CompareUnion(UnionType old, UnionType now)
    {
        MemberPairs<ObjectType> types = MemberPairs<ObjectType>.Match(old.Types, now.Types);
        foreach (ObjectType type in types.Added)
            Note(ChangeImpact.Dangerous, old.Name, $"{type} was added to union type {old}.");
        foreach (ObjectType type in types.Removed)
            Note(ChangeImpact.Breaking, old.Name, $"{type} was removed from union type {old}.");
    }

    private void CompareEnum(EnumType old, EnumType now)
    {
        MemberPairs<EnumValueDefinition> values = MemberPairs<EnumValueDefinition>.Match(old.Values, now.Values);
        foreach (EnumValueDefinition value in values.Added)
            Note(ChangeImpact.Dangerous, $"{old}.{value}", $"Enum value {old}.{value} was added.");
        foreach (EnumValueDefinition value in values.Removed)
            Note(ChangeImpact.Breaking, $"{old}.{value}", $"Enum value {old}.{value} was removed.");
        foreach ((EnumValueDefinition before, EnumValueDefinition after) in values.Kept)
        {
            CompareDescription($"{old}.{before}", before, after);
            CompareDeprecation($"{old}.{before}", before.DeprecationReason, after.DeprecationReason);
        }
    }

    private void CompareInputObject(InputObjectType old, InputObjectType now)
    {
        if (old.IsOneOf != now.IsOneOf)
        {
            ChangeImpact impact = now.IsOneOf ? ChangeImpact.Breaking : ChangeImpact.Safe;
            Note(impact, old.Name, $"{old} {(now.IsOneOf ? "became" : "is no longer")} a one-of input object.");
        }
        MemberPairs<InputValueDefinition> fields = MemberPairs<InputValueDefinition>.Match(old.Fields, now.Fields);
        foreach (InputValueDefinition field in fields.Added)
        {
            string coordinate = $"{old}.{field.Name}";
            Note(
                field.IsRequired ? ChangeImpact.Breaking : ChangeImpact.Dangerous,
                coordinate,
                $"{(field.IsRequired ? "A required" : "An optional")} field {coordinate} was added.");
        }
        foreach (InputValueDefinition field in fields.Removed)
            Note(ChangeImpact.Breaking, $"{old}.{field.Name}", $"Field {old}.{field.Name} was removed.");
        foreach ((InputValueDefinition before, InputValueDefinition after) in fields.Kept)
            CompareInputValue($"{old}.{before.Name}", $"Field {old}.{before.Name} changed type", before, after);
    }

    private void CompareArguments(
        ImmutableArray<InputValueDefinition> old,
        ImmutableArray<InputValueDefinition> now,
        Func<string, string> coordinateOf,
        ChangeImpact optionalAdded)
    {
        MemberPairs<InputValueDefinition> arguments = MemberPairs<InputValueDefinition>.Match(old, now);
        foreach (InputValueDefinition argument in arguments.Removed)
            Note(ChangeImpact.Breaking, coordinateOf(argument.Name), $"Argument {coordinateOf(argument.Name)} was removed.");
        foreach (InputValueDefinition argument in arguments.Added)
        {
            string coordinate = coordinateOf(argument.Name);
            Note(
                argument.IsRequired ? ChangeImpact.Breaking : optionalAdded,
                coordinate,
                $"{(argument.IsRequired ? "A required" : "An optional")} argument {coordinate} was added.");
        }
        foreach ((InputValueDefinition before, InputValueDefinition after) in arguments.Kept)
        {
            string coordinate = coordinateOf(before.Name);
            CompareInputValue(coordinate, $"Argument {coordinate} has changed type", before, after);
        }
    }

    private void CompareInputValue(string coordinate, Sentence changedType, InputValueDefinition old, InputValueDefinition now)
    {
        CompareDescription(coordinate, old, now);
        CompareDeprecation(coordinate, old.DeprecationReason, now.DeprecationReason);
        string? before = old.DefaultValue is null ? null : Printer.Print(old.DefaultValue);
        string? after = now.DefaultValue is null ? null : Printer.Print(now.DefaultValue);
        bool safe = TypeChange.IsSafeForInput(old.Type, now.Type);
        if (!safe || old.Type.ToString() != now.Type.ToString())
            Note(safe ? ChangeImpact.Safe : ChangeImpact.Breaking, coordinate, $"{changedType} from {old.Type} to {now.Type}.");
        if (!safe || before == after)
            return;
        if (before is null)
            Note(ChangeImpact.Safe, coordinate, $"{coordinate} added a defaultValue {after}.");
        else if (after is null)
            Note(ChangeImpact.Dangerous, coordinate, $"{coordinate} defaultValue was removed.");
        else
            Note(ChangeImpact.Dangerous, coordinate, $"{coordinate} has changed defaultValue from {before} to {after}.");
    }

    private void CompareDirectives(GraphQLSchema old, GraphQLSchema now)
    {
        MemberPairs<DirectiveDefinition> directives = MemberPairs<DirectiveDefinition>.Match(old.Directives, now.Directives);
        foreach (DirectiveDefinition directive in directives.Removed)
            Note(ChangeImpact.Breaking, directive.ToString(), $"Directive {directive} was removed.");
        foreach (DirectiveDefinition directive in directives.Added)
            Note(ChangeImpact.Safe, directive.ToString(), $"Directive {directive} was added.");
        foreach ((DirectiveDefinition before, DirectiveDefinition after) in directives.Kept)
        {
            string name = before.ToString();
            CompareDescription(name, before, after);
            CompareArguments(before.Arguments, after.Arguments, argument => $"{name}({argument}:)", ChangeImpact.Safe);
            if (before.IsRepeatable && !after.IsRepeatable)
                Note(ChangeImpact.Breaking, name, $"Repeatable flag was removed from {name}.");
            else if (after.IsRepeatable && !before.IsRepeatable)
                Note(ChangeImpact.Safe, name, $"Repeatable flag was added to {name}.");
            foreach (DirectiveLocation location in before.Locations.Except(after.Locations))
                Note(ChangeImpact.Breaking, name, $"{DirectiveLocationNames.Name(location)} was removed from {name}.");
            foreach (DirectiveLocation location in after.Locations.Except(before.Locations))
                Note(ChangeImpact.Safe, name, $"{DirectiveLocationNames.Name(location)} was added to {name}.");
        }
    }

    private void CompareDescription(string coordinate, ISchemaMember old, ISchemaMember now)
    {
        if (old.Description != now.Description)
            Note(ChangeImpact.Safe, coordinate, $"Description of {coordinate} has changed.");
    }

    private void CompareDeprecation(string coordinate, string? old, string? now)
    {
        if (old is null && now is not null)
            Note(ChangeImpact.Safe, coordinate, $"{coordinate} was deprecated: {now}");
        else if (old is not null && now is null)
            Note(ChangeImpact.Safe, coordinate, $"{coordinate} is no longer deprecated.");
    }

    private static string Describe(NamedType type) => type.Kind switch
    {
        TypeKind.Scalar => "a Scalar type",
        TypeKind.Object => "an Object type",
        TypeKind.Interface => "an Interface type",
        TypeKind.Union => "a Union type",
        TypeKind.Enum => "an Enum type",
        _ => "an Input type",
    };
}
