namespace Platform.GraphQL.Language;

/// <summary>Unwinds the lexer and parser to <see cref="Parser"/>, which turns it into a value. Never leaves this folder.</summary>
#pragma warning disable CA1064 // It is caught where it was thrown from; a public type would promise otherwise.
internal sealed class SyntaxException(string description, int offset, string code, string reason) : Exception(description)
#pragma warning restore CA1064
{
    public int Offset { get; } = offset;

    public string Code { get; } = code;

    public string Reason { get; } = reason;

    public static SyntaxException At(int offset, string description) =>
        new(description, offset, GraphQLErrorCode.BadUserInput, "SYNTAX");

    public static SyntaxException Limit(int offset, string reason, string description) =>
        new(description, offset, GraphQLErrorCode.LimitExceeded, reason);
}
