namespace Platform.Expressions.Typing;

/// <summary>A member of an object that expressions can name: a field, a reference or a list of related records.</summary>
/// <param name="Name">Name.</param>
/// <param name="Type">Type.</param>
public sealed record ExpressionMember(string Name, ExpressionType Type)
{
    /// <summary>A value can be missing. Lists are never missing, only empty.</summary>
    public bool IsNullable { get; init; } = true;

    /// <summary>Place of the value in a record of <see cref="Evaluation.IExpressionRecord"/>.</summary>
    public int Slot { get; init; }

    /// <summary>How large a number can be, or null when unknown or none.</summary>
    public NumberBounds? Bounds { get; init; }

    /// <summary>Most characters of a text, or of each text in a list; null when unknown or none.</summary>
    public int? MaxLength { get; init; }

    /// <summary>Cost of computing the value when it is computed itself; 1 for a stored value.</summary>
    public int Cost { get; init; } = 1;

    /// <summary>One line for editors.</summary>
    public string? Label { get; init; }

    /// <summary>The values that a text can have when they are fixed, for completion; else none.</summary>
    public IReadOnlyList<string> Choices { get; init; } = [];

    /// <summary>The parts of a structure, in order; else none.</summary>
    public IReadOnlyList<ExpressionMember> Parts { get; init; } = [];

    /// <summary>For a part of a structure its name, while <see cref="Name"/> is the structure's; else null.</summary>
    public string? Part { get; init; }

    /// <summary>The name as written after a record: <c>billing</c>, of a part <c>billing.city</c>.</summary>
    public string WrittenName => Part is null ? Name : $"{Name}.{Part}";

    /// <summary>Whatever the schema wants to find again, for example the field.</summary>
    public object? Tag { get; init; }

    /// <inheritdoc/>
    public bool Equals(ExpressionMember? other) => other is not null && Name == other.Name && Part == other.Part && Type == other.Type && Slot == other.Slot;

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Name, Part, Slot);
}
