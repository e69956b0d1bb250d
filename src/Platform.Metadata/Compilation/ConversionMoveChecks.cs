using Platform.Metadata.Collections;
using Platform.Metadata.Diagnostics;
using Platform.Metadata.Documents;
using Platform.Metadata.Fields;
using Platform.Metadata.Model;
using static System.FormattableString;

namespace Platform.Metadata.Compilation;

/// <summary>Checks what moves along with a conversion.</summary>
internal sealed class ConversionMoveChecks(ConversionDocument document, IReadOnlyList<(string Name, string ObjectName)> aliases, PartBuilder part)
{
    /// <summary>Reports what leads nowhere.</summary>
    public void Check()
    {
        CheckAliases(document.Tasks, "/tasks");
        CheckAliases(document.Comments, "/comments");
        for (int i = 0; i < document.Moves.Count; i++) Check(document.Moves[i], Invariant($"/moves/{i}"));
    }

    private void Check(ConversionMove move, string at)
    {
        CheckAliases(move.To, at + "/to");
        if (ReferenceChecks.Object(part, document, at + "/object", move.Object) is not { } model) return;
        if (ReferenceChecks.Field(part, document, at + "/field", model, move.Field) is not { } field) return;
        if (!Targets(field).Contains(document.Object))
        {
            part.Error(document, at + "/field", DocumentCodes.UnsuitableField, $"The field \"{field.Name}\" of {model.Name} does not lead to {document.Object}.");
            return;
        }

        string place = move.Into is null ? at + "/field" : at + "/into";
        FieldModel? into = move.Into is null ? field : ReferenceChecks.Field(part, document, place, model, move.Into);
        if (into is null) return;
        if (into.IsReadOnly || into.CreateOnly)
        {
            part.Error(document, place, DocumentCodes.UnsuitableField, $"The field \"{into.Name}\" cannot be changed.");
            return;
        }

        foreach ((string alias, string target) in aliases.Where(a => move.To.Contains(a.Name) && !Targets(into).Contains(a.ObjectName)))
        {
            part.Error(document, place, DocumentCodes.UnsuitableField, $"The field \"{into.Name}\" of {model.Name} cannot lead to \"{alias}\", which is of {target}.");
        }
    }

    private void CheckAliases(EquatableArray<string> names, string at)
    {
        HashSet<string> seen = new(StringComparer.Ordinal);
        for (int i = 0; i < names.Count; i++)
        {
            string place = Invariant($"{at}/{i}");
            if (!seen.Add(names[i])) part.Error(document, place, DocumentCodes.DuplicateItem, $"\"{names[i]}\" is listed twice.");
            if (aliases.Any(a => a.Name == names[i])) continue;
            part.Unknown(document, place, DocumentCodes.BadConversion, $"The conversion has no target \"{names[i]}\".", names[i], aliases.Select(a => a.Name));
        }
    }

    private static EquatableArray<string> Targets(FieldModel field) => field.Type switch
    {
        LookupType t => [t.Target],
        MasterDetailType t => [t.Target],
        PolymorphicLookupType t => t.Targets,
        _ => [],
    };
}
