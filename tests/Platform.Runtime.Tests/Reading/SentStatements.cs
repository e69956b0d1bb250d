using Microsoft.Extensions.Logging;

namespace Platform.Runtime.Tests.Reading;

/// <summary>Notes what the connections of a pool send to the database: the statements of each round trip, in order.</summary>
internal sealed class SentStatements : ILoggerFactory, ILogger
{
    private readonly Lock _lock = new();
    private readonly List<string[]> _trips = [];

    /// <summary>What was sent since this was last asked.</summary>
    public IReadOnlyList<string[]> Take()
    {
        lock (_lock)
        {
            string[][] taken = [.. _trips];
            _trips.Clear();
            return taken;
        }
    }

    public ILogger CreateLogger(string categoryName) => this;

    public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException();

    public bool IsEnabled(LogLevel logLevel) => true;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (eventId.Name is not ("ExecutingCommand" or "ExecutingBatch") || state is not IReadOnlyList<KeyValuePair<string, object?>> parts) return;
        string[] trip = [.. parts.SelectMany(p => p switch
        {
            { Key: "CommandText", Value: string text } => [text],
            { Key: "BatchCommands", Value: string[] texts } => texts,
            _ => Array.Empty<string>(),
        })];
        lock (_lock) _trips.Add(trip);
    }

    public void Dispose()
    {
    }
}
