using System.Diagnostics;
using Platform.GraphQL;
using Platform.GraphQL.Planning;
using Platform.GraphQL.Schema;
using Platform.Metadata.Values;
using Platform.Runtime.Approvals;
using Platform.Runtime.Writing.Layouts;

namespace Platform.Runtime.Writing;

/// <summary>Mutation fields as requests of the pipeline.</summary>
internal static class MutationRequests
{
    /// <summary>The request of a mutation.</summary>
    public static WriteRequest Of(PlannedMutation mutation)
    {
        WriteRequest request = new(mutation.Object, KindOf(mutation.Kind), [])
        {
            IsMany = mutation.Kind is MutationKind.CreateMany or MutationKind.UpdateMany or MutationKind.Upsert or MutationKind.DeleteMany
                or MutationKind.ApproveTasks or MutationKind.RejectTasks,
            AllOrNone = mutation.Arguments.GetValueOrDefault("allOrNone") is not false,
        };
        if (ApprovalCommands.Of(mutation, out bool isValid) is { } command) return Approval(request, mutation, command, isValid);
        return mutation.Kind switch
        {
            MutationKind.Create => request with { Inputs = [new WriteInput(null, Fields(mutation, "input"), null)] },
            MutationKind.CreateMany => request with { Inputs = NewRecords(mutation) },
            MutationKind.Upsert => Upsert(request, mutation),
            MutationKind.UpdateMany => UpdateMany(request, mutation),
            MutationKind.Advance => WithIds(request, [mutation.Arguments.GetValueOrDefault("id")], Advanced(mutation), mutation.Arguments.GetValueOrDefault("ifVersion") as int?),
            MutationKind.DeleteMany => WithIds(request, List(mutation, "ids"), null, null),
            _ => WithIds(request, [mutation.Arguments.GetValueOrDefault("id")], Fields(mutation, "input"), mutation.Arguments.GetValueOrDefault("ifVersion") as int?),
        };
    }

    /// <summary>The request of a validation: the record as it would be, of which nothing is written.</summary>
    public static WriteRequest Look(PlannedMutation mutation)
    {
        bool isNew = mutation.Arguments.GetValueOrDefault("id") is null;
        WriteRequest request = new(mutation.Object, isNew ? WriteKind.Create : WriteKind.Update, []) { IsLook = true };
        if (isNew) return request with { Inputs = [new WriteInput(null, Fields(mutation, "input"), null)] };
        return WithIds(request, [mutation.Arguments["id"]], Fields(mutation, "input"), null);
    }

    private static WriteKind KindOf(MutationKind kind) => kind switch
    {
        MutationKind.Create or MutationKind.CreateMany or MutationKind.Upsert => WriteKind.Create,
        MutationKind.Update or MutationKind.UpdateMany or MutationKind.Advance or >= MutationKind.SubmitForApproval => WriteKind.Update,
        MutationKind.Delete or MutationKind.DeleteMany => WriteKind.Delete,
        MutationKind.Restore => WriteKind.Restore,
        MutationKind.Purge => WriteKind.Purge,
        _ => throw new UnreachableException(),
    };

    private static WriteRequest Approval(WriteRequest request, PlannedMutation mutation, ApprovalCommand command, bool isValid)
    {
        if (!isValid) return request with { Refusal = (GraphQLErrorCode.BadUserInput, new ValueProblem(WriteCodes.ApprovalArguments)) };
        request = request with { Approval = command };
        return mutation.Kind is MutationKind.ApproveTasks or MutationKind.RejectTasks
            ? WithIds(request, List(mutation, "ids"), null, null)
            : WithIds(request, [mutation.Arguments.GetValueOrDefault("id")], null, mutation.Arguments.GetValueOrDefault("ifVersion") as int?);
    }

    private static WriteRequest Upsert(WriteRequest request, PlannedMutation mutation)
    {
        RecordLayout layout = RecordLayout.Of(mutation.Object);
        bool isUnique = mutation.Arguments.GetValueOrDefault("by") is string by && layout.TryGet(by, out FieldSlot? key)
            && mutation.Object.Indexes.Any(i => i.Unique && i.Fields.Count == 1 && i.Fields[0] == by);
        return isUnique
            ? request with { Inputs = NewRecords(mutation), MatchBy = layout[(string)mutation.Arguments["by"]!] }
            : request with { Refusal = (GraphQLErrorCode.BadUserInput, new ValueProblem(WriteCodes.KeyMissing)) };
    }

    private static WriteRequest UpdateMany(WriteRequest request, PlannedMutation mutation)
    {
        bool hasChanges = mutation.Arguments.GetValueOrDefault("changes") is not null;
        bool hasFilter = mutation.Targets is not null;
        if (hasChanges == hasFilter || (hasFilter && Fields(mutation, "input") is null))
        {
            return request with { Refusal = (GraphQLErrorCode.BadUserInput, new ValueProblem(WriteCodes.InvalidArguments)) };
        }

        if (hasFilter) return request with { Targets = mutation.Targets, Inputs = [new WriteInput(null, Fields(mutation, "input"), null)] };
        List<WriteInput> inputs = [];
        foreach (object? item in List(mutation, "changes"))
        {
            var change = (IReadOnlyDictionary<string, object?>)item!;
            if (!TryId(change.GetValueOrDefault("id"), out Guid id)) return InvalidId(request);
            inputs.Add(new WriteInput(id, change.GetValueOrDefault("input") as IReadOnlyDictionary<string, object?>, change.GetValueOrDefault("ifVersion") as int?));
        }

        return request with { Inputs = inputs };
    }

    /// <summary>The input of an advance: what is filled in along with the stage.</summary>
    private static Dictionary<string, object?> Advanced(PlannedMutation mutation) =>
        new(Fields(mutation, "input") ?? new Dictionary<string, object?>(), StringComparer.Ordinal)
        {
            [mutation.Object.Pipelines[0].Field] = mutation.Arguments["to"],
        };

    private static WriteRequest WithIds(
        WriteRequest request, IReadOnlyList<object?> ids, IReadOnlyDictionary<string, object?>? fields, int? ifVersion)
    {
        List<WriteInput> inputs = [];
        foreach (object? item in ids)
        {
            if (!TryId(item, out Guid id)) return InvalidId(request);
            inputs.Add(new WriteInput(id, fields, ifVersion));
        }

        return request with { Inputs = inputs };
    }

    private static WriteRequest InvalidId(WriteRequest request) =>
        request with { Refusal = (GraphQLErrorCode.BadUserInput, new ValueProblem(ValueCodes.InvalidId)) };

    internal static bool TryId(object? value, out Guid id)
    {
        id = value is Guid given ? given : Guid.Empty;
        return value is Guid || (value is string text && Guid.TryParseExact(text, "D", out id));
    }

    private static IReadOnlyList<WriteInput> NewRecords(PlannedMutation mutation) =>
        [.. List(mutation, "inputs").Select(i => new WriteInput(null, (IReadOnlyDictionary<string, object?>)i!, null))];

    private static IReadOnlyDictionary<string, object?>? Fields(PlannedMutation mutation, string name) =>
        mutation.Arguments.GetValueOrDefault(name) as IReadOnlyDictionary<string, object?>;

    private static IReadOnlyList<object?> List(PlannedMutation mutation, string name) =>
        mutation.Arguments.GetValueOrDefault(name) as IReadOnlyList<object?> ?? [];
}
