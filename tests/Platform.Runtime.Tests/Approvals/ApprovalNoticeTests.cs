using Npgsql;
using Platform.GraphQL.Schema;
using Platform.Runtime.Records;
using Platform.Testing;
using Xunit;

namespace Platform.Runtime.Tests.Approvals;

/// <summary>Whom the acts of approvals are told to.</summary>
public sealed class ApprovalNoticeTests(PostgresServer server) : ApprovalWorld(server)
{
    [Fact]
    public async Task Who_is_asked_reminded_and_copied_and_who_asked_is_told_what_became_of_it()
    {
        (Guid deal, Guid request) = await SubmitBigAsync();
        Assert.Equal(["approvalAsked"], await ToldAsync(Mia, deal));
        Assert.Empty(await ToldAsync(Sam, deal));
        Assert.Empty(Codes(await DoAsync(Sam, "ApprovalRequest", MutationKind.RemindRequest, ("id", request.ToString()))));
        Assert.Empty(Codes(await DoAsync(Sam, "ApprovalRequest", MutationKind.CopyRequest, ("id", request.ToString()), ("users", new object?[] { Finn.UserId.ToString() }))));
        Assert.Equal(["approvalAsked", "approvalReminder"], await ToldAsync(Mia, deal));
        Assert.Equal(["approvalCopied"], await ToldAsync(Finn, deal));
        Assert.Empty(Codes(await ActAsync(Mia, request, MutationKind.ReturnTask)));
        Assert.Equal(["approvalReturned"], await ToldAsync(Sam, deal));
        await SubmitAsync(Sam, deal);
        Assert.Equal(2, (await ToldAsync(Mia, deal)).Count(t => t == "approvalAsked"));
        Assert.Empty(Codes(await ActAsync(Mia, request, MutationKind.RejectTasks)));
        Assert.Equal(["approvalReturned", "approvalDecided"], await ToldAsync(Sam, deal));
    }

    [Fact]
    public async Task A_refused_act_tells_nobody()
    {
        (Guid deal, Guid request) = await SubmitBigAsync();
        Assert.NotEmpty(Codes(await DoAsync(Sue, "ApprovalRequest", MutationKind.RemindRequest, ("id", request.ToString()))));
        Assert.Equal(["approvalAsked"], await ToldAsync(Mia, deal));
    }

    private async Task<List<string>> ToldAsync(RecordCaller person, Guid record)
    {
        await using NpgsqlCommand command = DataSource.CreateCommand($"select type from {person.Schema}.notification where owner_id = $1 and record = $2 order by id");
        command.Parameters.AddWithValue(person.UserId);
        command.Parameters.AddWithValue(record.ToString("D"));
        await using NpgsqlDataReader reader = await command.ExecuteReaderAsync();
        List<string> told = [];
        while (await reader.ReadAsync()) told.Add(reader.GetString(0));
        return told;
    }
}
