using Platform.Runtime.Writing;
using Xunit;

namespace Platform.Runtime.Tests.Writing;

public sealed class WriteMessageTests
{
    [Fact]
    public void Every_code_has_a_message_and_a_line_in_the_documentation()
    {
        string[] codes = [.. typeof(WriteCodes).GetFields().Select(f => (string)f.GetValue(null)!)];
        string documented = File.ReadAllText(Errors());
        Assert.All(codes, code => Assert.True(WriteMessages.Catalogue.Contains(code), code));
        Assert.All(WriteMessages.Catalogue.Codes, code => Assert.Contains($"| {code} |", documented, StringComparison.Ordinal));
    }

    private static string Errors()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            string path = Path.Combine(folder.FullName, "docs", "errors.md");
            if (File.Exists(path)) return path;
        }

        throw new FileNotFoundException("docs/errors.md");
    }
}
