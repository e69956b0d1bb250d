using System.Text.Json;
using Platform.Metadata.Diagnostics;

namespace Platform.Metadata.Reading;

/// <summary>
/// Parses strict JSON (RFC 8259: no comments, no trailing commas) into a <see cref="JsonTree"/>. A syntax error ends it; repeated keys,
/// NUL characters and lone surrogates are reported all together.
/// </summary>
internal ref struct JsonTreeParser
{
    private static readonly JsonReaderOptions Options = new() { MaxDepth = DocumentReader.MaxDepth + 2 };

    private readonly DiagnosticSink _sink;
    private readonly List<string> _path = [];
    private Utf8JsonReader _reader;

    private JsonTreeParser(ReadOnlySpan<byte> utf8, DiagnosticSink sink)
    {
        _reader = new Utf8JsonReader(utf8, Options);
        _sink = sink;
    }

    /// <summary>The root value, or null after a syntax error.</summary>
    public static JsonTree? Parse(ReadOnlySpan<byte> utf8, DiagnosticSink sink)
    {
        JsonTreeParser parser = new(utf8, sink);
        try
        {
            parser._reader.Read();
            JsonTree? root = parser.Value();
            if (root is not null) parser._reader.Read();
            return root;
        }
        catch (JsonException problem)
        {
            int end = problem.Message.IndexOf(" Change the reader options.", StringComparison.Ordinal);
            if (end < 0) end = problem.Message.IndexOf(" LineNumber:", StringComparison.Ordinal);
            string reason = end < 0 ? problem.Message : problem.Message[..end];
            sink.AddAt((int)parser._reader.BytesConsumed, parser.Pointer(), DocumentCodes.Syntax, $"The text is not valid JSON: {reason}");
            return null;
        }
    }

    private JsonTree? Value()
    {
        int start = (int)_reader.TokenStartIndex;
        switch (_reader.TokenType)
        {
            case JsonTokenType.StartObject:
                return TooDeep(start) ? null : Object(start);
            case JsonTokenType.StartArray:
                return TooDeep(start) ? null : Array(start);
            case JsonTokenType.String:
                return Leaf(JsonValueKind.String, start, StringAt(start));
            case JsonTokenType.Number:
                return Leaf(JsonValueKind.Number, start, System.Text.Encoding.ASCII.GetString(_reader.ValueSpan));
            case JsonTokenType.True:
                return Leaf(JsonValueKind.True, start, null);
            case JsonTokenType.False:
                return Leaf(JsonValueKind.False, start, null);
            default:
                return Leaf(JsonValueKind.Null, start, null);
        }
    }

    private readonly JsonTree Leaf(JsonValueKind kind, int start, string? text) =>
        new(kind, start, text, [], []) { End = (int)_reader.BytesConsumed };

    private readonly bool TooDeep(int start)
    {
        if (_path.Count < DocumentReader.MaxDepth) return false;
        _sink.AddAt(start, Pointer(), DocumentCodes.TooDeep, $"The value is nested more than {DocumentReader.MaxDepth} levels deep.");
        return true;
    }

    private JsonTree? Object(int start)
    {
        List<JsonTree.Member> members = [];
        HashSet<string> keys = [];
        while (_reader.Read() && _reader.TokenType != JsonTokenType.EndObject)
        {
            int keyStart = (int)_reader.TokenStartIndex;
            string key = StringAt(keyStart);
            _path.Add(key);
            bool repeated = !keys.Add(key);
            if (repeated) _sink.AddAt(keyStart, Pointer(), DocumentCodes.DuplicateKey, $"The key \"{key}\" stands twice in this object.");
            _reader.Read();
            if (Value() is not { } value) return null;
            _path.RemoveAt(_path.Count - 1);
            if (!repeated) members.Add(new JsonTree.Member(key, keyStart, value));
        }

        return new JsonTree(JsonValueKind.Object, start, null, [], members) { End = (int)_reader.BytesConsumed };
    }

    private JsonTree? Array(int start)
    {
        List<JsonTree> items = [];
        while (_reader.Read() && _reader.TokenType != JsonTokenType.EndArray)
        {
            _path.Add(items.Count.ToString(System.Globalization.CultureInfo.InvariantCulture));
            if (Value() is not { } value) return null;
            _path.RemoveAt(_path.Count - 1);
            items.Add(value);
        }

        return new JsonTree(JsonValueKind.Array, start, null, items, []) { End = (int)_reader.BytesConsumed };
    }

    private readonly string StringAt(int start)
    {
        string text;
        try
        {
            text = _reader.GetString()!;
        }
        catch (InvalidOperationException)
        {
            _sink.AddAt(start, Pointer(), DocumentCodes.BrokenText, "The text has half of a surrogate pair, or bytes that are not UTF-8.");
            return "\uFFFD";
        }

        if (text.Contains('\0', StringComparison.Ordinal))
        {
            _sink.AddAt(start, Pointer(), DocumentCodes.NulCharacter, "The text has a NUL character, which no database text can hold.");
        }

        return text;
    }

    private readonly string Pointer() => JsonPointer.Of(_path);
}
