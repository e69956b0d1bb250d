namespace Platform.Runtime.Demo;

/// <summary>Something wrong in a demo specification.</summary>
/// <param name="File">File name relative to the specification's directory, with forward slashes.</param>
/// <param name="Pointer">JSON pointer of the value in the file.</param>
/// <param name="Message">What is wrong and what would be right.</param>
public sealed record DemoProblem(string File, string Pointer, string Message)
{
    /// <inheritdoc/>
    public override string ToString() => $"{File}#{Pointer}: {Message}";
}
