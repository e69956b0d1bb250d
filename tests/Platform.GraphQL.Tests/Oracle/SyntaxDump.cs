using System.Collections;
using System.Reflection;
using System.Text.Json;
using Platform.GraphQL.Language.Nodes;

namespace Platform.GraphQL.Tests.Oracle;

/// <summary>A tree as the text that the oracle makes of its own: kind, span, then what the node holds in the order of the keys.</summary>
internal static class SyntaxDump
{
    private static readonly HashSet<string> NotHeld = [nameof(SyntaxNode.Kind), nameof(SyntaxNode.Span), "TokenCount", "ResponseName"];

    /// <param name="node">The tree.</param>
    /// <param name="spans">Whether to say where each node stands; without, equal text means equal documents.</param>
    public static string Of(SyntaxNode node, bool spans = true)
    {
        IEnumerable<string> parts = node.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(property => !NotHeld.Contains(property.Name))
            .Select(property => (Key: JsonNamingPolicy.CamelCase.ConvertName(property.Name), Value: property.GetValue(node)))
            .Where(part => node is BooleanValueNode || (part.Value is not null and not false))
            .Where(part => part.Value is not IEnumerable list || part.Value is string || list.Cast<object>().Any())
            .OrderBy(part => part.Key, StringComparer.Ordinal)
            .Select(part => $"{part.Key}={Dump(part.Value!, spans)}");
        string place = spans ? $"@{node.Span.Start}-{node.Span.End}" : "";
        return $"({node.Kind}{place} {string.Join(' ', parts)})";
    }

    private static string Dump(object value, bool spans) => value switch
    {
        SyntaxNode node => Of(node, spans),
        string text => OracleJson.Quote(text),
        bool flag => flag ? "\"true\"" : "\"false\"",
        OperationKind operation => $"\"{operation.ToString().ToLowerInvariant()}\"",
        IEnumerable items => string.Join(' ', items.Cast<object>().Select(item => Dump(item, spans))),
        _ => throw new ArgumentOutOfRangeException(nameof(value)),
    };
}
