using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Platform.Runtime.Hooks;
using Platform.Runtime.Writing;
using Platform.Runtime.Writing.Layouts;
using Platform.Runtime.Writing.Tracing;

namespace Platform.Runtime.Traces;

/// <summary>
/// A trace as JSON of limited length: times in milliseconds since the transaction began. What matters most comes first; what finds no room is left out, which <c>isCut</c> says. Statements have no
/// values; encrypted fields are left out, as they are for scripts.
/// </summary>
internal sealed class TraceContent : IDisposable
{
    /// <summary>Bytes of a trace.</summary>
    internal const int MostBytes = 2 * 1024 * 1024;

    private const int MostRunBytes = 512 * 1024;
    private const int MostValueBytes = 4 * 1024;
    private const int LongestStatement = 4_000;
    private static readonly JsonWriterOptions Form = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };
    private readonly ArrayBufferWriter<byte> _buffer = new(16 * 1024);
    private readonly ArrayBufferWriter<byte> _part = new();
    private readonly Utf8JsonWriter _writer;
    private bool _isCut;

    private TraceContent(TransactionTrace trace)
    {
        _writer = new Utf8JsonWriter(_buffer, Form);
        _isCut = trace.IsCut;
    }

    /// <summary>Writes it.</summary>
    public static ReadOnlyMemory<byte> Write(TransactionTrace trace)
    {
        using TraceContent content = new(trace);
        content.WriteAll(trace);
        return content._buffer.WrittenMemory;
    }

    /// <summary>How many bytes it takes of memory until it is written, roughly.</summary>
    public static long Estimate(TransactionTrace trace)
    {
        const int entry = 200;
        long runs = trace.Runs.Sum(r => r.Input.Length + r.Outcome.Result.Length + r.Outcome.Log.Sum(l => 2L * l.Text.Length) + r.Calls.Sum(c => (long)entry + (c.Answer?.Json.Length ?? 0)));
        long statements = trace.Statements.Sum(s => (long)entry * s.Statements.Count);
        long records = trace.Records.Sum(r => entry + (32L * r.Values.Length));
        return runs + statements + records + (entry * (long)(trace.Stages.Count + trace.Expressions.Count + 1));
    }

    /// <summary>Gives the writer back.</summary>
    public void Dispose() => _writer.Dispose();

    private long Used => _writer.BytesCommitted + _writer.BytesPending;

    private void WriteAll(TransactionTrace trace)
    {
        _writer.WriteStartObject();
        List("runs", trace.Runs, Run);
        List("stages", trace.Stages, stage =>
        {
            _writer.WriteString("object", stage.Target);
            _writer.WriteString("name", stage.Name);
            Span(stage.Begun, stage.Duration);
        });
        List("records", trace.Records.Where(r => r.HasEffect), Record);
        List("expressions", trace.Expressions, expression =>
        {
            _writer.WriteString("text", Short(expression.Text));
            _writer.WriteNumber("times", expression.Times);
            Span(expression.Begun, expression.Duration);
        });
        List("statements", trace.Statements, Sent);
        _writer.WriteBoolean("isCut", _isCut);
        _writer.WriteEndObject();
        _writer.Flush();
    }

    private void Sent(TracedStatements sent)
    {
        Span(sent.Begun, sent.Duration);
        _writer.WriteBoolean("isRefused", sent.IsRefused);
        List("statements", sent.Statements, statement =>
        {
            _writer.WriteString("text", Short(statement.Text));
            _writer.WriteNumber("rows", statement.Rows);
        });
    }

    private void Run(TracedRun run)
    {
        _writer.WriteString("kind", run.Script.Kind);
        _writer.WriteString("hook", run.Script.Name);
        _writer.WriteString("event", run.Event);
        _writer.WriteString("object", run.Target);
        _writer.WriteStartArray("objects");
        foreach (string name in run.Objects) _writer.WriteStringValue(name);
        _writer.WriteEndArray();
        _writer.WriteBoolean("isAlone", run.IsAlone);
        Span(run.Begun, run.Outcome.Wall);
        _writer.WriteNumber("cpu", Math.Round(run.Outcome.Cpu.TotalMilliseconds, 3));
        _writer.WriteNumber("depth", run.Depth);
        _writer.WriteString("seed", run.Seed);
        Raw("input", run.Input);
        ScriptRecord.Write(_writer, run.Outcome, MostRunBytes);
        List("calls", run.Calls, Call);
    }

    private void Call(TracedCall call)
    {
        _writer.WriteString("name", call.Name);
        _writer.WriteString("target", call.Target);
        _writer.WriteNumber("duration", Math.Round(call.Duration.TotalMilliseconds, 3));
        _writer.WriteNumber("rows", call.Rows);
        _writer.WriteString("refusal", call.Refusal);
        _writer.WriteNumber("bytes", call.Bytes);
        if (call.Status is { } status) _writer.WriteNumber("status", status);
        if (call.Key is not null) _writer.WriteString("key", call.Key);
        if (call.Answer is not { } answer) return;
        _writer.WriteBoolean("isKept", Raw("answer", answer.Json));
        _writer.WriteBoolean("isRefusal", answer.IsRefusal);
    }

    private void Record(RecordWrite record)
    {
        _writer.WriteString("object", record.Layout.Object.Name);
        _writer.WriteString("id", record.Id);
        _writer.WriteString("kind", JsonNamingPolicy.CamelCase.ConvertName(record.Kind.ToString()));
        _writer.WriteBoolean("isRefused", record.IsRefused);
        List("problems", record.Problems, problem =>
        {
            _writer.WriteString("field", problem.Field);
            _writer.WriteString("code", problem.Problem.Code);
        });
        List("fields", record.Layout.Fields.Where(f => HookValues.IsVisible(f) && !f.Field.IsSystem && !Equals(record.Old?[f.Ordinal], record.Values[f.Ordinal])), field =>
        {
            _writer.WriteString("name", field.Field.Name);
            Value("old", field, record.Old?[field.Ordinal]);
            Value("new", field, record.Values[field.Ordinal]);
        });
    }

    private void Value(string name, FieldSlot field, object? value)
    {
        _part.ResetWrittenCount();
        using (Utf8JsonWriter part = new(_part, Form)) HookValues.Write(part, field, value);
        _writer.WritePropertyName(name);
        if (_part.WrittenCount <= MostValueBytes)
        {
            _writer.WriteRawValue(_part.WrittenSpan, skipInputValidation: true);
            return;
        }

        _isCut = true;
        _writer.WriteStringValue("…");
    }

    private void Span(TimeSpan begun, TimeSpan duration)
    {
        _writer.WriteNumber("begun", Math.Round(begun.TotalMilliseconds, 3));
        _writer.WriteNumber("duration", Math.Round(duration.TotalMilliseconds, 3));
    }

    // Too much to be kept is told by null, and is given back as false.
    private bool Raw(string name, ReadOnlyMemory<byte> json)
    {
        _writer.WritePropertyName(name);
        bool isTooLong = json.Length > MostRunBytes || Used + json.Length > MostBytes;
        bool isKept = !isTooLong && !json.IsEmpty;
        if (isKept) _writer.WriteRawValue(json.Span, skipInputValidation: true);
        else _writer.WriteNullValue();
        _isCut |= isTooLong;
        return isKept;
    }

    private void List<T>(string name, IEnumerable<T> entries, Action<T> write)
    {
        _writer.WriteStartArray(name);
        foreach (T entry in entries)
        {
            if (Used > MostBytes)
            {
                _isCut = true;
                break;
            }

            _writer.WriteStartObject();
            write(entry);
            _writer.WriteEndObject();
        }

        _writer.WriteEndArray();
    }

    private static string Short(string text) => text.Length <= LongestStatement ? text : text[..LongestStatement] + "…";
}
