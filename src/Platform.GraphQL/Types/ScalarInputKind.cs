namespace Platform.GraphQL.Types;

/// <summary>What was given for a scalar.</summary>
public enum ScalarInputKind
{
    /// <summary>A number without fraction or exponent.</summary>
    Int,

    /// <summary>A number with fraction or exponent.</summary>
    Float,

    /// <summary>A text.</summary>
    String,

    /// <summary><c>true</c> or <c>false</c>.</summary>
    Boolean,

    /// <summary>A name; literals only.</summary>
    Enum,

    /// <summary>A list or object.</summary>
    Structure,
}
