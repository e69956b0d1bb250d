namespace Platform.GraphQL.Types;

/// <summary>Finds all types that a set of types reaches by fields, arguments, members and interfaces.</summary>
internal static class TypeCollector
{
    public static List<NamedType> Collect(IEnumerable<NamedType?> roots)
    {
        HashSet<NamedType> seen = [.. BuiltInScalars.All];
        List<NamedType> found = [];
        Stack<NamedType> open = new(roots.OfType<NamedType>().Reverse());
        while (open.TryPop(out NamedType? type))
        {
            if (!seen.Add(type))
                continue;
            found.Add(type);
            foreach (NamedType reached in ReachedFrom(type))
                open.Push(reached);
        }
        return found;
    }

    private static IEnumerable<NamedType> ReachedFrom(NamedType type) => type.Match(
        scalar: _ => [],
        @object: FromFields,
        @interface: FromFields,
        union: union => union.Types,
        @enum: _ => [],
        inputObject: input => input.Fields.Select(field => field.Type.Named));

    private static IEnumerable<NamedType> FromFields(FieldsType type) => type.Interfaces
        .Concat(type.Fields.SelectMany(field => field.Arguments.Select(argument => argument.Type.Named).Append(field.Type.Named)));
}
