using System.Text.Json;
using Platform.Scripting.Limits;
using Platform.Scripting.Running;

namespace Platform.Scripting.Pooling;

/// <summary>Reads how a worker says a run ended. None of it is believed further than its form goes.</summary>
internal static class OutcomeReader
{
    /// <summary>What a line of the log counts beside its text, so that empty ones are not free.</summary>
    private const int LineBytes = 64;

    private static readonly string[] Levels = ["debug", "info", "warn", "error"];

    private static readonly HashSet<string> Told = new(StringComparer.Ordinal)
    {
        ScriptCodes.CpuTime, ScriptCodes.Memory, ScriptCodes.Thrown, ScriptCodes.Stuck, ScriptCodes.Unawaited, ScriptCodes.NoHandler, ScriptCodes.ResultInvalid,
        ScriptCodes.MessageTooLarge, ScriptCodes.LogTooLarge, ScriptCodes.TooManyCalls, ScriptCodes.TooManyPendingCalls,
    };

    /// <summary>The outcome.</summary>
    public static ScriptOutcome Read(JsonElement head, ReadOnlyMemory<byte> body, ScriptBundle bundle, ScriptLimits limits)
    {
        TimeSpan cpu = head.TryGetProperty("cpuMs", out JsonElement ms) && ms.TryGetDouble(out double value) && value is >= 0 and < 1e9 ? TimeSpan.FromMilliseconds(value) : TimeSpan.Zero;
        ScriptOutcome outcome = new() { Cpu = cpu, Log = Log(head, limits) };
        if (head.TryGetProperty("failure", out JsonElement failure) && failure.ValueKind == JsonValueKind.Object) return outcome with { Failure = Failure(failure, bundle, limits) };
        if (body.Length > limits.MessageBytes) return outcome with { Failure = ScriptCodes.Failure(ScriptCodes.MessageTooLarge, limits.MessageBytes) };
        return IsPlain(body, limits.Depth + 8)
            ? outcome with { Result = body }
            : outcome with { Failure = new ScriptFailure(ScriptCodes.ResultInvalid, "The result is not plain data.") };
    }

    /// <summary>The failure of a limit that a worker names; null for what is none.</summary>
    public static ScriptFailure? LimitFailure(string? code, ScriptLimits limits) =>
        code is not null && LimitOf(code, limits) is { } limit ? ScriptCodes.Failure(code, limit) : null;

    private static ScriptFailure Failure(JsonElement failure, ScriptBundle bundle, ScriptLimits limits)
    {
        string code = Text(failure, "code", 100) is { } told && Told.Contains(told) ? told : ScriptCodes.Thrown;
        if (code is not (ScriptCodes.Thrown or ScriptCodes.ResultInvalid)) return ScriptCodes.Failure(code, LimitOf(code, limits));
        string message = Text(failure, "message", 2_000) is { Length: > 0 } said ? said : "The script threw an error without a message.";
        string? stack = Text(failure, "stack", 8_000);
        return new ScriptFailure(code, message, OwnLines(stack, bundle), Place: stack is null ? null : ScriptPlace.First(stack, bundle.Modules)) { Cause = Text(failure, "cause", 100) };
    }

    private static int? LimitOf(string code, ScriptLimits limits) => code switch
    {
        ScriptCodes.CpuTime => limits.CpuMs,
        ScriptCodes.Memory => limits.HeapMb,
        ScriptCodes.MessageTooLarge => limits.MessageBytes,
        ScriptCodes.LogTooLarge => limits.LogBytes,
        ScriptCodes.TooManyCalls => limits.Calls,
        ScriptCodes.TooManyPendingCalls => limits.PendingCalls,
        _ => null,
    };

    /// <summary>Lines of the stack that tell the author something: the message and the places in the package.</summary>
    private static string? OwnLines(string? stack, ScriptBundle bundle)
    {
        if (stack is null) return null;
        return string.Join('\n', stack.Split('\n').Where((line, n) => n == 0 || ScriptPlace.First(line, bundle.Modules) is not null));
    }

    private static List<ScriptLogLine> Log(JsonElement head, ScriptLimits limits)
    {
        List<ScriptLogLine> lines = [];
        if (!head.TryGetProperty("logs", out JsonElement logs) || logs.ValueKind != JsonValueKind.Array) return lines;
        int left = limits.LogBytes;
        foreach (JsonElement entry in logs.EnumerateArray())
        {
            if (entry.ValueKind != JsonValueKind.Array || entry.GetArrayLength() != 2 || !TryText(entry[0], out string level) || !TryText(entry[1], out string text)) continue;
            if (!Levels.Contains(level) || (left -= text.Length + LineBytes) < 0) continue;
            lines.Add(new ScriptLogLine(level, text.Replace('\0', '\uFFFD')));
        }
        return lines;
    }

    private static string? Text(JsonElement element, string name, int most)
    {
        if (!element.TryGetProperty(name, out JsonElement value) || !TryText(value, out string text)) return null;
        text = text.Replace('\0', '\uFFFD');
        return text.Length <= most ? text : text[..most];
    }

    private static bool TryText(JsonElement element, out string text)
    {
        text = "";
        if (element.ValueKind != JsonValueKind.String) return false;
        try
        {
            text = element.GetString()!;
            return true;
        }
        catch (InvalidOperationException)
        {
            // Half of a surrogate pair.
            return false;
        }
    }

    /// <summary>JSON of bounded depth whose texts are text: neither U+0000 nor half of a surrogate pair.</summary>
    public static bool IsPlain(ReadOnlyMemory<byte> body, int depth)
    {
        Utf8JsonReader reader = new(body.Span, new JsonReaderOptions { MaxDepth = depth });
        try
        {
            while (reader.Read())
            {
                if (reader.TokenType is not (JsonTokenType.String or JsonTokenType.PropertyName)) continue;
                if (!reader.ValueIsEscaped) continue;
                if (reader.GetString()!.Contains('\0', StringComparison.Ordinal)) return false;
            }
            return body.Length > 0;
        }
        catch (Exception failure) when (failure is JsonException or InvalidOperationException)
        {
            return false;
        }
    }
}
