using Platform.Metadata.Documents;
using Platform.Metadata.Values;
using Platform.Runtime.Writing.Layouts;

namespace Platform.Runtime.Writing.Stages;

/// <summary>
/// What roles cannot grant on the platform's own objects: history is written by the platform alone, files come by upload, and who signs in with which rights is
/// for those who manage users.
/// </summary>
internal static class PlatformObjects
{
    private static readonly string[] SignInFields = ["email", "active", "roles"];

    /// <summary>Why the record may not be written this way, with the field that is to blame; null when it may.</summary>
    public static (string? Field, ValueProblem Problem)? Refusal(WriteBatch batch, RecordWrite record)
    {
        if (!batch.Layout.Object.IsSystem) return null;
        return batch.Layout.Object.Name switch
        {
            HistoryStage.ObjectName => (null, new ValueProblem(record.Kind == WriteKind.Create ? WriteCodes.CreateForbidden : WriteCodes.EditForbidden,
                [ProblemParameter.Of("object", HistoryStage.ObjectName)])),
            RecordLayout.FileObject when record.Kind == WriteKind.Create => (null, ValueProblem.With(WriteCodes.CreateForbidden, "object", RecordLayout.FileObject)),
            "User" when !batch.Caller.Permissions.Has(SystemRight.ManageUsers) => UserRefusal(record),
            _ => null,
        };
    }

    private static (string? Field, ValueProblem Problem)? UserRefusal(RecordWrite record)
    {
        if (record.Kind == WriteKind.Create) return (null, ValueProblem.With(WriteCodes.CreateForbidden, "object", "User"));
        if (record.Kind != WriteKind.Update) return (null, new ValueProblem(WriteCodes.DeleteForbidden));
        string? field = SignInFields.FirstOrDefault(f => record.Layout.TryGet(f, out FieldSlot? slot) && record.IsGiven[slot.Ordinal]);
        return field is null ? null : (field, new ValueProblem(WriteCodes.FieldForbidden));
    }
}
