namespace Platform.Runtime.Operating;

/// <summary>One command of the operator.</summary>
/// <param name="Name">Its words, for example <c>tenant create</c>.</param>
/// <param name="Check">Throws when the command line lacks something.</param>
/// <param name="RunAsync">Carries it out.</param>
internal sealed record OperatorCommand(string Name, Action<OperatorArguments> Check, Func<OperatorContext, CancellationToken, Task> RunAsync);
