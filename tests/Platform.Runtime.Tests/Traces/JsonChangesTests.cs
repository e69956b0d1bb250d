using System.Text.Json.Nodes;
using Platform.Runtime.Traces;
using Xunit;

namespace Platform.Runtime.Tests.Traces;

/// <summary>Where two JSON values differ.</summary>
public sealed class JsonChangesTests
{
    [Fact]
    public void Places_are_pointers_whatever_keys_are_called() =>
        Assert.Equal(["/a~1b~0/1"], JsonChanges.Between(JsonNode.Parse("""{"a/b~":[1,2],"c":1}"""), JsonNode.Parse("""{"a/b~":[1,3],"c":1}""")).Select(c => c.Path));
}
