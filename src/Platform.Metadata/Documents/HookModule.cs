using System.ComponentModel.DataAnnotations;
using Platform.Metadata.Rules;

namespace Platform.Metadata.Documents;

/// <summary>A source file of a hook.</summary>
/// <param name="Path">Path below the package's folder <c>hooks</c>; relative imports are resolved against it.</param>
/// <param name="Source">TypeScript (<c>.ts</c>) or JavaScript (<c>.js</c>).</param>
public sealed record HookModule([Format(TextFormat.ModulePath)] string Path, [StringLength(200_000)] string Source);
