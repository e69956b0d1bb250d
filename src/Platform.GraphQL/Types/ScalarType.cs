namespace Platform.GraphQL.Types;

/// <summary>A scalar (section 3.5). Input of every source, literal or variable, goes through one function.</summary>
/// <param name="name">Its name.</param>
/// <param name="coerce">From what was given to the value that planners and resolvers see, or an error that says what is wrong.</param>
public sealed class ScalarType(string name, Func<ScalarInput, ScalarResult> coerce) : NamedType(name)
{
    /// <inheritdoc/>
    public override TypeKind Kind => TypeKind.Scalar;

    /// <summary>Where its format is specified, or null.</summary>
    public string? SpecifiedByUrl { get; init; }

    /// <summary>Turns what was given, never null, into a value.</summary>
    public ScalarResult Coerce(ScalarInput input) => coerce(input);
}
