using System.Text.Json;
using Npgsql;
using Platform.GraphQL.Schema;
using Platform.Metadata.Model;
using Platform.Runtime.Records;
using Platform.Runtime.Webhooks;
using Platform.Runtime.Writing;
using Platform.Testing;
using Xunit;

namespace Platform.Runtime.Tests.Approvals;

/// <summary>What those who listen to requests and tasks are told, however they come about.</summary>
public sealed class ApprovalMessageTests(PostgresServer server) : TimedWorld(server, "told-approvals", Told.Value)
{
    private static readonly Lazy<TenantModel> Told = new(() => Compile(
    [
        ApprovalDocuments.Object("Deal", "{'name':'name','label':'Name','type':'text','required':true}"),
        ApprovalDocuments.Object("Trip", "{'name':'name','label':'Name','type':'text','required':true}"),
        ApprovalDocuments.Role("seller", "own"), ApprovalDocuments.Role("boss", "all"), ApprovalDocuments.Role("finance", "all"), ApprovalDocuments.Role("auditor", "all"),
        """
        {'kind':'approvalFlow','name':'deal','label':'Deal','object':'Deal','steps':[
          {'name':'first','label':'First','approvers':[{'by':'manager'}]},
          {'name':'second','label':'Second','approvers':[{'by':'role','role':'auditor'}],'timeLimits':[{'after':60,'do':'escalate','to':[{'by':'role','role':'administrator'}]}]}]}
        """,
        """
        {'kind':'approvalFlow','name':'trip','label':'Trip','object':'Trip','manual':false,'onCreate':true,'steps':[{'name':'made','label':'Made','approvers':[{'by':'manager'}]}]}
        """,
        """
        {'kind':'webhook','name':'asked','label':'Asked','object':'ApprovalTask','events':['create'],'url':'https://hooks.example.com/','secret':'key','fields':['step','assignee','status'],
         'when':'record.status == \"pending\" && record.request.flow in [\"deal\", \"trip\"]'}
        """,
        """
        {'kind':'webhook','name':'answered','label':'Answered','object':'ApprovalTask','events':['update'],'url':'https://hooks.example.com/','secret':'key','fields':['step','assignee','status'],
         'when':'record.status != old.status && record.step != \"made\" '}
        """,
        """
        {'kind':'webhook','name':'ended','label':'Ended','object':'ApprovalRequest','events':['update'],'url':'https://hooks.example.com/','secret':'key','fields':['flow','recordName','status','object'],
         'when':'record.status != old.status && record.flow == \"deal\" '}
        """,
    ]));

    private protected override IReadOnlyList<IChangeListener> Listeners => [new WebhookListener()];

    [Fact]
    public async Task Whoever_is_asked_is_told_by_submissions_edits_answers_and_time()
    {
        Guid deal = await CreateAsync(Sam, "Deal", ("name", "Big"));
        Guid request = await SubmitAsync(Sam, deal);
        Assert.Equal(["first Mia"], await AskedAsync());
        await ApproveAsync(Mia, request);
        Assert.Equal(["second Aud"], await AskedAsync());
        Clock.Pass(TimeSpan.FromMinutes(61));
        Assert.Equal(1, await SweepAsync());
        Assert.Equal(["second Ann"], await AskedAsync());
        await CreateAsync(Sam, "Trip", ("name", "Far"));
        Assert.Equal(["made Mia"], await AskedAsync());
    }

    [Fact]
    public async Task What_is_answered_and_what_ends_is_told_whole_with_what_it_was()
    {
        Guid deal = await CreateAsync(Sam, "Deal", ("name", "Big"));
        Guid request = await SubmitAsync(Sam, deal);
        await AskedAsync();
        await ApproveAsync(Mia, request);
        JsonElement answered = Assert.Single(await MessagesAsync(), m => m.GetProperty("type").GetString() == "ApprovalTask.update").GetProperty("data");
        JsonElement task = answered.GetProperty("record");
        Assert.Equal(("first", Mia.UserId.ToString(), "approved"), (Text(task, "step"), Text(task, "assignee"), Text(task, "status")));
        Assert.Equal(["status"], answered.GetProperty("changed").EnumerateArray().Select(c => c.GetString()));
        Assert.Equal("pending", answered.GetProperty("old").GetProperty("status").GetString());
        Assert.Equal([], ApprovalWorld.Codes(await ActAsync(Aud, request, MutationKind.RejectTasks, ("comment", "No"))));
        JsonElement[] ended = [.. (await MessagesAsync()).Where(m => m.GetProperty("type").GetString() == "ApprovalRequest.update")];
        JsonElement record = Assert.Single(ended).GetProperty("data").GetProperty("record");
        Assert.Equal(("deal", "Big", "rejected", "Deal"), (Text(record, "flow"), Text(record, "recordName"), Text(record, "status"), Text(record, "object")));
    }

    private static string? Text(JsonElement record, string field) => record.GetProperty(field).GetString();

    /// <summary>Takes what is told, and gives who is said to be asked.</summary>
    private async Task<string[]> AskedAsync()
    {
        (string Name, RecordCaller Caller)[] people = [("Mia", Mia), ("Aud", Aud), ("Ann", Ann)];
        return
        [
            .. (await MessagesAsync()).Where(m => m.GetProperty("type").GetString() == "ApprovalTask.create").Select(m => m.GetProperty("data").GetProperty("record"))
                .Select(r => $"{Text(r, "step")} {people.First(p => p.Caller.UserId == r.GetProperty("assignee").GetGuid()).Name}"),
        ];
    }

    private async Task<List<JsonElement>> MessagesAsync()
    {
        await using NpgsqlCommand command = DataSource.CreateCommand("with taken as (delete from platform.outbox where topic = 'webhook' returning id, payload) select payload::text from taken order by id");
        await using NpgsqlDataReader reader = await command.ExecuteReaderAsync();
        List<JsonElement> messages = [];
        while (await reader.ReadAsync()) messages.Add(JsonSerializer.Deserialize<JsonElement>(reader.GetString(0)));
        return messages;
    }
}
