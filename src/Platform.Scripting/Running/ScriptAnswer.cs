using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Platform.Scripting.Running;

/// <summary>The answer to a call of a script.</summary>
/// <param name="IsRefusal">The call throws in the script, and <paramref name="Json"/> is <c>{code, message, problems}</c>.</param>
/// <param name="Json">UTF-8 JSON; empty for no value.</param>
public readonly record struct ScriptAnswer(bool IsRefusal, ReadOnlyMemory<byte> Json)
{
    /// <summary>Code of the refusal; null for a value.</summary>
    public string? Code { get; private init; }

    private static readonly JsonSerializerOptions Written = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>A value.</summary>
    public static ScriptAnswer Of(ReadOnlyMemory<byte> json) => new(false, json);

    /// <summary>A value that is JSON text already.</summary>
    public static ScriptAnswer Of(string json) => new(false, Encoding.UTF8.GetBytes(json));

    /// <summary>No value.</summary>
    public static ScriptAnswer Nothing => new(false, default);

    /// <summary>A refusal that the script can catch.</summary>
    /// <param name="code">Stable code.</param>
    /// <param name="message">For people.</param>
    /// <param name="problems">More about it, with members that JSON can have; null for none.</param>
    public static ScriptAnswer Refused(string code, string message, IReadOnlyList<IReadOnlyDictionary<string, object?>>? problems = null) =>
        new(true, JsonSerializer.SerializeToUtf8Bytes(new Dictionary<string, object?> { ["code"] = code, ["message"] = message, ["problems"] = problems ?? [] }, Written)) { Code = code };
}
