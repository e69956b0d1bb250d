namespace Platform.Scripting.Running;

/// <summary>Why a run came to no result.</summary>
/// <param name="Code">A code of <see cref="ScriptCodes"/>.</param>
/// <param name="Message">For the author, in English.</param>
/// <param name="Stack">Stack of what was thrown, with the author's places; null without one.</param>
/// <param name="Limit">The limit that was passed, in its own unit; null for other failures.</param>
/// <param name="Place">The author's place; null when it is not known.</param>
public sealed record ScriptFailure(string Code, string Message, string? Stack = null, int? Limit = null, ScriptPlace? Place = null)
{
    /// <summary>The code of a refusal of the platform that the script did not catch; null when something else was thrown.</summary>
    public string? Cause { get; init; }
}
