using System.Text.Json.Nodes;
using Platform.Metadata.Compilation;
using Platform.Metadata.Model;
using Platform.Metadata.Permissions;
using Platform.Metadata.Reading;
using Platform.Runtime.Traces;
using Xunit;

namespace Platform.Runtime.Tests.Traces;

/// <summary>What is left of a trace whose fields the model has under another name, or no more.</summary>
public sealed class TraceRedactionTests
{
    private static readonly TenantModel Model = ModelCompiler.Compile(
    [
        DocumentReader.Read("""{"kind":"object","name":"Pay","label":"Pay","pluralLabel":"Pays","nameField":"title","fields":[{"name":"title","label":"Title","type":"text"},{"name":"wage","label":"Wage","type":"decimal"}]}""").Document!,
        DocumentReader.Read("""{"kind":"role","name":"clerk","label":"Clerk","objects":[{"object":"Pay","read":"all","fields":[{"field":"wage"}]}]}""").Document!,
        DocumentReader.Read("""{"kind":"role","name":"chief","label":"Chief","objects":[{"object":"Pay","read":"all"}]}""").Document!,
    ]).Model!;

    [Theory]
    [InlineData("clerk", "salary", false)]
    [InlineData("chief", "salary", false)]
    [InlineData("clerk", "wage", false)]
    [InlineData("chief", "wage", true)]
    public void A_field_that_the_model_does_not_have_is_shown_to_nobody(string role, string field, bool isShown)
    {
        JsonObject content = JsonNode.Parse(
            $$$"""
            {"runs":[{"hook":"h","event":"beforeInsert","object":"Pay","objects":["Pay"],"seed":"1","calls":[{"name":"db.query","target":"Pay","key":"k","answer":[{"id":"1","{{{field}}}":4711}],"isKept":true,"isRefusal":false}],
              "input":{"event":"beforeInsert","records":[{"id":"1","old":null,"values":{"title":"seen","{{{field}}}":4711}}]},"result":null,"failure":{"code":"HOOK_THROWN","message":"4711 is too much","stack":null},"log":[{"level":"info","text":"4711"}]}],
             "records":[{"object":"Pay","id":"1","fields":[{"name":"title","old":null,"new":"seen"},{"name":"{{{field}}}","old":null,"new":4711}],"problems":[]}]}
            """)!.AsObject();
        TraceRedaction redaction = new(Model, PermissionCompiler.Compile(Model, [role]));
        TraceHeader header = new() { Id = Guid.NewGuid(), TenantId = Guid.NewGuid(), At = DateTime.UnixEpoch, UserId = Guid.NewGuid(), Outcome = TraceOutcome.Failed, Hooks = ["h"], Objects = ["Pay"], Microseconds = 1, Message = "4711 is too much" };
        Assert.Equal(isShown, redaction.IsOpen(content["runs"]![0]!.AsObject()));
        Assert.Equal(isShown, redaction.Apply(header, content).Message is not null);
        redaction.Apply(content);
        Assert.Equal(isShown, content.ToJsonString().Contains("4711", StringComparison.Ordinal));
        Assert.Equal(!isShown, (bool)content["runs"]![0]!["isHidden"]!);
        Assert.Equal("seen", (string)content["runs"]![0]!["input"]!["records"]![0]!["values"]!["title"]!);
    }
}
