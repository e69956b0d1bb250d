using System.Text.Json.Nodes;

namespace Platform.Runtime.AppTests;

/// <summary>A call of a test is refused, by the platform or because it makes no sense. The test gets code, message and problems.</summary>
/// <param name="code">Stable code.</param>
/// <param name="message">For people.</param>
/// <param name="problems">Problems as the API tells them; null for none.</param>
internal sealed class TestCallException(string code, string message, JsonNode? problems = null) : Exception(message)
{
    /// <summary>Stable code.</summary>
    public string Code => code;

    /// <summary>Problems as the API tells them.</summary>
    public JsonNode Problems { get; } = problems ?? new JsonArray();
}
