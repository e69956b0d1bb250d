using System.Xml.Linq;
using Xunit;

namespace Platform.Architecture.Tests;

/// <summary>Projects use each other strictly downward.</summary>
public sealed class ProjectOrderTests
{
    /// <summary>Each project of <c>src/</c> and everything that it may use, directly or through another.</summary>
    private static readonly Dictionary<string, string[]> MayUse = new()
    {
        ["Platform.Expressions"] = [],
        ["Platform.Sql"] = [],
        ["Platform.Metadata"] = ["Platform.Expressions", "Platform.Sql"],
        ["Platform.GraphQL"] = ["Platform.Metadata", "Platform.Expressions", "Platform.Sql"],
        ["Platform.Scripting"] = ["Platform.Metadata", "Platform.Expressions", "Platform.Sql"],
        ["Platform.Runtime"] = ["Platform.GraphQL", "Platform.Scripting", "Platform.Metadata", "Platform.Expressions", "Platform.Sql"],
        ["Platform.Cli"] = ["Platform.Scripting", "Platform.Metadata", "Platform.Expressions", "Platform.Sql"],
    };

    /// <summary>What a project that does no input or output has no use for.</summary>
    private static readonly string[] OutsideWorld =
        ["Npgsql", "Microsoft.AspNetCore", "Microsoft.EntityFrameworkCore", "Microsoft.Extensions", "System.Net.Http", "System.Net.Sockets", "System.Data"];

    public static TheoryData<string> Projects => [.. MayUse.Keys];

    public static TheoryData<string> PureProjects => ["Platform.Expressions", "Platform.Sql", "Platform.Metadata", "Platform.GraphQL"];

    [Fact]
    public void Every_project_has_its_place_in_the_order()
    {
        string[] found = [.. Directory.GetDirectories(Path.Combine(Repository.Root, "src")).Select(folder => Path.GetFileName(folder)!).Order()];
        Assert.Equal(MayUse.Keys.Order(), found);
    }

    [Theory]
    [MemberData(nameof(Projects))]
    public void Project_references_point_downward(string project)
    {
        XDocument file = XDocument.Load(Path.Combine(Repository.Root, "src", project, project + ".csproj"));
        IEnumerable<string> references = file.Descendants("ProjectReference")
            .Select(reference => Path.GetFileNameWithoutExtension(reference.Attribute("Include")!.Value.Replace('\\', '/')));
        Assert.All(references, reference => Assert.Contains(reference, MayUse[project]));
    }

    [Theory]
    [MemberData(nameof(Projects))]
    public void Using_directives_point_downward(string project)
    {
        string[] allowed = [.. MayUse[project], project];
        IEnumerable<string> upward =
            from file in Repository.Files($"src/{project}", ".cs")
            from used in Repository.Usings(file)
            where used.StartsWith("Platform.", StringComparison.Ordinal)
            where !allowed.Any(name => used == name || used.StartsWith(name + ".", StringComparison.Ordinal))
            select $"{Repository.Relative(file)}: {used}";
        Assert.Empty(upward);
    }

    [Theory]
    [MemberData(nameof(PureProjects))]
    public void A_pure_project_does_no_input_or_output(string project)
    {
        IEnumerable<string> outside =
            from file in Repository.Files($"src/{project}", ".cs")
            from used in Repository.Usings(file)
            where OutsideWorld.Any(name => used == name || used.StartsWith(name + ".", StringComparison.Ordinal))
            select $"{Repository.Relative(file)}: {used}";
        Assert.Empty(outside);
    }
}
