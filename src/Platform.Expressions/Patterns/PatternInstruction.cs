namespace Platform.Expressions.Patterns;

/// <summary>An instruction of the machine that runs patterns (Thompson's construction): the machine is in several places at once.</summary>
/// <param name="Kind">Which.</param>
/// <param name="First">Where <see cref="PatternInstructionKind.Split"/> goes; others go to the next.</param>
/// <param name="Second">The other place of a split.</param>
/// <param name="Characters">What <see cref="PatternInstructionKind.Character"/> accepts.</param>
public sealed record PatternInstruction(PatternInstructionKind Kind, int First = 0, int Second = 0, CharacterSet? Characters = null);

/// <summary>Kinds of instructions.</summary>
public enum PatternInstructionKind
{
    /// <summary>The pattern is found.</summary>
    Found,

    /// <summary>Goes on past one character of a set.</summary>
    Character,

    /// <summary>Goes on in two places.</summary>
    Split,

    /// <summary>Goes on at the start of the text only.</summary>
    Start,

    /// <summary>Goes on at the end of the text only.</summary>
    End,
}
