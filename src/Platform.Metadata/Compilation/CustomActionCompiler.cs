using Platform.Metadata.Collections;
using Platform.Metadata.Diagnostics;
using Platform.Metadata.Documents;
using Platform.Metadata.Fields;
using Platform.Metadata.Model;
using static System.FormattableString;

namespace Platform.Metadata.Compilation;

/// <summary>Compiles actions, all but their sources: object, input and output.</summary>
internal sealed class CustomActionCompiler(ActionDocument document, PartBuilder part)
{
    private static readonly string[] Taken = ["id", "record", "done"];
    private readonly TextMerger _texts = part.Translations(DocumentKinds.Action, document.Name);

    /// <summary>Checks an action and translates its texts.</summary>
    public static void Compile(ActionDocument document, PartBuilder part) => new CustomActionCompiler(document, part).Compile();

    private void Compile()
    {
        if (document.Object is { } target) ReferenceChecks.Object(part, document, "/object", target);
        ScriptChecks.Check(document, part);
        ScriptChecks.Unique(part, document, "/roles", document.Roles, "The role is listed twice.");
        if (!document.Hosts.IsEmpty) part.Error(document, "/hosts", DocumentCodes.HookEvents, "\"http\" is for hooks that run after commit: what an action wrote is undone when it fails.");
        if (!document.Secrets.IsEmpty) part.Error(document, "/secrets", DocumentCodes.HookEvents, "Secrets are for calls of other systems, which hooks make after commit.");
        if (document.Type == ActionType.Query) CheckQuery();
        EquatableArray<FieldModel> input = Fields("input", document.Input), output = Fields("output", document.Output);
        part.Output = new ActionModel(
            document with
            {
                Label = _texts.MergeOptional("label", document.Label),
                Description = _texts.MergeOptional("description", document.Description),
                Confirm = _texts.MergeOptional("confirm", document.Confirm),
                Messages = ScriptChecks.Messages(document, _texts),
            },
            input, output);
        part.WarnUnused(_texts);
    }

    // What only reads gives something back, or has no purpose.
    private void CheckQuery()
    {
        for (int i = 0; i < document.Access.Count; i++)
        {
            if (document.Access[i].Write) part.Error(document, Invariant($"/access/{i}/write"), DocumentCodes.HookAccess, "An action of type \"query\" only reads.");
        }

        if (document.Output.IsEmpty) part.Error(document, "/output", DocumentCodes.HookEvents, "An action of type \"query\" gives something back: it has an \"output\".");
        if (document.Confirm is not null) part.Error(document, "/confirm", DocumentCodes.HookEvents, "An action of type \"query\" changes nothing that would have to be confirmed.");
    }

    private EquatableArray<FieldModel> Fields(string key, EquatableArray<FieldDocument> fields)
    {
        ScriptChecks.Unique(part, document, "/" + key, fields.Select(f => f.Name), "The field is listed twice.");
        List<FieldModel> models = [];
        for (int i = 0; i < fields.Count; i++)
        {
            string at = Invariant($"/{key}/{i}");
            if (Taken.Contains(fields[i].Name)) part.Error(document, at + "/name", DocumentCodes.ReservedName, $"The name \"{fields[i].Name}\" is taken by the API.");
            Check(at, fields[i]);
            models.Add(new FieldCompiler(document.Id, document, fields[i], at, part, _texts).Compile([]) with { Columns = [] });
        }

        return models.ToEquatableArray();
    }

    // What is neither stored nor computed has no use for most of what a field of an object may have.
    private void Check(string at, FieldDocument field)
    {
        (string Key, bool Given)[] keys =
        [
            ("unique", field.Unique), ("indexed", field.Indexed), ("formula", field.Formula is not null), ("rollup", field.Rollup is not null), ("computedBy", field.ComputedBy is not null), ("defaultFormula", field.DefaultFormula is not null),
            ("requiredWhen", field.RequiredWhen is not null), ("readOnlyWhen", field.ReadOnlyWhen is not null), ("visibleWhen", field.VisibleWhen is not null),
            ("createOnly", field.CreateOnly), ("readOnly", field.ReadOnly),
        ];
        foreach ((string key, _) in keys.Where(k => k.Given)) part.Error(document, $"{at}/{key}", DocumentCodes.FieldSettings, $"A field of an action has no \"{key}\".");
        bool suits = field.Type is TextType or LongTextType or EmailType or PhoneType or UrlType or IntegerType or DecimalType or CurrencyType or PercentType or CheckboxType
            or DateType or DateTimeType or TimeType or DurationType or PicklistType or MultiPicklistType or JsonType or LookupType { Inverse: null };
        if (!suits) part.Error(document, at + "/type", DocumentCodes.FieldSettings, $"A field of an action cannot be of type {field.Type.Name}{(field.Type is LookupType ? " with an \"inverse\"" : "")}.");
    }
}
