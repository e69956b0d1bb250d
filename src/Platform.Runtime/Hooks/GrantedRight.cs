namespace Platform.Runtime.Hooks;

/// <summary>A right of a script that an administrator agreed to.</summary>
/// <param name="Kind">Kind of the document.</param>
/// <param name="Document">Its stable id.</param>
/// <param name="Right">The right.</param>
/// <param name="By">Who agreed; null for the operator who installed the package.</param>
/// <param name="At">When, UTC.</param>
internal sealed record GrantedRight(string Kind, string Document, string Right, Guid? By, DateTime At);
