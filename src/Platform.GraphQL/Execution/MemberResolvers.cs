using System.Collections.Concurrent;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Platform.GraphQL.Execution;

/// <summary>The value of a field that has no resolver: the member of the same name of its object.</summary>
internal static class MemberResolvers
{
    private static readonly ConcurrentDictionary<(Type, string), Func<object, object?>> ByMember = new();

    /// <summary>An entry of a dictionary or JSON object, or a public property, whose name is compared without regard to case.</summary>
    /// <exception cref="InvalidOperationException">The object has no such property: the schema and its resolvers disagree.</exception>
    public static object? Resolve(object? source, string name) => source switch
    {
        null => null,
        IReadOnlyDictionary<string, object?> entries => entries.GetValueOrDefault(name),
        JsonObject json => json[name],
        JsonElement { ValueKind: JsonValueKind.Object } json => json.TryGetProperty(name, out JsonElement value) ? value : null,
        _ => ByMember.GetOrAdd((source.GetType(), name), Find)(source),
    };

    private static Func<object, object?> Find((Type Type, string Name) member)
    {
        PropertyInfo property = member.Type.GetProperty(
            member.Name, BindingFlags.Public | BindingFlags.Instance | BindingFlags.IgnoreCase)
            ?? throw new InvalidOperationException($"{member.Type.Name} has no property for the field \"{member.Name}\".");
        return property.GetValue;
    }
}
