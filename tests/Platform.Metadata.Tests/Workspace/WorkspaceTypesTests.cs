using System.Runtime.CompilerServices;
using Platform.Metadata.Workspace;
using Xunit;

namespace Platform.Metadata.Tests.Workspace;

public sealed class WorkspaceTypesTests
{
    /// <summary>Set to 1 (as <c>npm run types</c> does) to write the file instead of comparing with it.</summary>
    private const string UpdateVariable = "PLATFORM_UPDATE_TYPES";

    [Fact]
    public void Generated_types_of_the_web_application_match_the_records()
    {
        string path = Path.Combine(RepositoryRoot(), "web", "src", "api", "workspace.generated.ts");
        string expected = TypeScriptTypes.Of(typeof(WorkspaceDescription));
        if (Environment.GetEnvironmentVariable(UpdateVariable) == "1") File.WriteAllText(path, expected);
        Assert.Equal(expected, File.ReadAllText(path));
    }

    private static string RepositoryRoot([CallerFilePath] string file = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(file)!, "..", "..", ".."));
}
