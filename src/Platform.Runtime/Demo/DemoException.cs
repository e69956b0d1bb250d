namespace Platform.Runtime.Demo;

/// <summary>A demo data set could not be made: the specification is wrong, or a value that it gives does not fit its field.</summary>
public sealed class DemoException : Exception
{
    /// <summary>One message.</summary>
    public DemoException(string message)
        : base(message)
    {
    }

    /// <summary>One message and what caused it.</summary>
    public DemoException(string message, Exception inner)
        : base(message, inner)
    {
    }

    /// <summary>All the problems of a specification, a line each.</summary>
    public DemoException(IReadOnlyCollection<DemoProblem> problems)
        : base(string.Join(Environment.NewLine, problems)) => Problems = problems;

    /// <summary>The problems of the specification; empty when the exception is about one value.</summary>
    public IReadOnlyCollection<DemoProblem> Problems { get; } = [];
}
