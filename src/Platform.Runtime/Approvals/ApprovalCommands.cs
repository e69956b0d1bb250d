using System.Diagnostics;
using Platform.GraphQL.Planning;
using Platform.GraphQL.Schema;
using Platform.Runtime.Approvals.Engine;

namespace Platform.Runtime.Approvals;

/// <summary>Mutation fields as commands.</summary>
internal static class ApprovalCommands
{
    /// <summary>Longest comment in characters.</summary>
    public const int MaxComment = 10_000;

    /// <summary>Most people whom an act names.</summary>
    public const int MaxNamed = 100;

    /// <summary>The command of a mutation; null when it is none about approvals. What its ids mean is read before.</summary>
    /// <param name="mutation">The mutation.</param>
    /// <param name="isValid">False when an id is none, a comment is too long or missing, or too many people are named.</param>
    public static ApprovalCommand? Of(PlannedMutation mutation, out bool isValid)
    {
        isValid = true;
        if (mutation.Kind < MutationKind.SubmitForApproval) return null;
        List<Guid> named = [];
        bool valid = true;
        string? comment = Text("comment")?.Trim();
        if (comment?.Length == 0) comment = null;
        Guid[] files = [.. List(mutation.Arguments.GetValueOrDefault("files")).Select(FileId).Distinct()];
        ApprovalCommand command = mutation.Kind switch
        {
            MutationKind.SubmitForApproval => Submit(Choices()),
            MutationKind.ApproveTasks => Task(People("approvers"), (task, chosen) => new ApprovalAct.Approve(task, chosen)),
            MutationKind.RejectTasks => Task([], (task, _) => new ApprovalAct.Reject(task)),
            MutationKind.ReturnTask => Task([], (task, _) => new ApprovalAct.Return(task, Text("to"))),
            MutationKind.TransferTask => Task([Person("to")], (task, to) => new ApprovalAct.Transfer(task, to[0])),
            MutationKind.DelegateTask => Task([Person("to")], (task, to) => new ApprovalAct.Delegate(task, to[0])),
            MutationKind.AddSigner => Task([Person("user")], (task, user) => new ApprovalAct.AddSigner(task, user[0], mutation.Arguments.GetValueOrDefault("after") is true)),
            MutationKind.RemoveSigner => Task([], (task, _) => new ApprovalAct.RemoveSigner(task)),
            MutationKind.TakeBackTask => Task([], (task, _) => new ApprovalAct.TakeBack(task)),
            MutationKind.RecallRequest => Request(new ApprovalAct.Recall { Comment = comment, Files = files }),
            MutationKind.CopyRequest => Request(new ApprovalAct.Copy(People("users")) { Comment = comment, Files = files }),
            MutationKind.RemindRequest => Request(new ApprovalAct.Remind { Comment = comment, Files = files }),
            MutationKind.CommentRequest => Request(new ApprovalAct.Say { Comment = comment, Files = files }),
            _ => throw new UnreachableException(),
        };
        isValid = valid && named.Count <= MaxNamed && (comment?.Length ?? 0) <= MaxComment && (comment is not null || mutation.Kind != MutationKind.CommentRequest);
        return command with { Flow = Text("flow"), Named = [.. named], Files = files };

        string? Text(string name) => mutation.Arguments.GetValueOrDefault(name) as string;

        ApprovalCommand Submit(IReadOnlyDictionary<string, Guid[]> choices) => new(ApprovalSubject.Record, _ => new ApprovalAct.Submit(choices) { Comment = comment, Files = files });

        ApprovalCommand Task(Guid[] people, Func<Guid, Guid[], ApprovalAct> act) => new(ApprovalSubject.Task, task => act(task, people) with { Comment = comment, Files = files });

        ApprovalCommand Request(ApprovalAct act) => new(ApprovalSubject.Request, _ => act);

        Guid Person(string name) => Id(mutation.Arguments.GetValueOrDefault(name));

        Guid[] People(string name) => [.. List(mutation.Arguments.GetValueOrDefault(name)).Select(Id).Distinct()];

        Guid Id(object? value)
        {
            valid &= Guid.TryParseExact(value as string, "D", out Guid id);
            named.Add(id);
            return id;
        }

        Guid FileId(object? value)
        {
            valid &= Guid.TryParseExact(value as string, "D", out Guid id);
            return id;
        }

        Dictionary<string, Guid[]> Choices()
        {
            Dictionary<string, Guid[]> choices = new(StringComparer.Ordinal);
            foreach (object? item in List(mutation.Arguments.GetValueOrDefault("approvers")))
            {
                var choice = (IReadOnlyDictionary<string, object?>)item!;
                choices[(string)choice["step"]!] = [.. List(choice.GetValueOrDefault("users")).Select(Id).Distinct()];
            }

            return choices;
        }
    }

    private static IReadOnlyList<object?> List(object? value) => value as IReadOnlyList<object?> ?? [];
}
