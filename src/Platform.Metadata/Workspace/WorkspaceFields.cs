using System.Globalization;
using Platform.Expressions.Transport;
using Platform.Metadata.Collections;
using Platform.Metadata.Documents;
using Platform.Metadata.Fields;
using Platform.Metadata.Model;
using Platform.Metadata.Permissions;
using Platform.Metadata.Values;

namespace Platform.Metadata.Workspace;

/// <summary>Describes one field with its type's settings.</summary>
internal static class WorkspaceFields
{
    public static WorkspaceField Build(FieldModel field, ObjectPermissions rights, PermissionSet permissions, string locale)
    {
        WorkspaceField common = new()
        {
            Name = field.Name,
            Type = field.Type.Name,
            Label = field.Label.In(locale),
            Help = field.Help?.In(locale),
            Required = field.Required,
            Unique = field.Unique,
            ReadOnly = field.IsReadOnly || !rights.CanEditField(field.Name),
            CreateOnly = field.CreateOnly,
            IsSystem = field.IsSystem,
            Default = field.Default,
            Rollup = field.Rollup is not null,
            Formula = WorkspaceExpressions.Of(field.Formula?.Expression, permissions),
            DefaultFormula = WorkspaceExpressions.Of(field.DefaultFormula?.Expression, permissions),
            RequiredWhen = WorkspaceExpressions.Of(field.RequiredWhen?.Expression, permissions),
            ReadOnlyWhen = WorkspaceExpressions.Of(field.ReadOnlyWhen?.Expression, permissions),
            VisibleWhen = WorkspaceExpressions.Of(field.VisibleWhen?.Expression, permissions),
            DependsOn = field.Type.DependsOn() is { } dependency && rights.CanReadField(dependency.Field) ? dependency : null,
        };
        return field.Type switch
        {
            TextType t => common with { MaxLength = t.MaxLength, Pattern = Program(t.Pattern) },
            LongTextType t => common with { MaxLength = t.MaxLength },
            RichTextType t => common with { MaxLength = t.MaxLength },
            EncryptedTextType t => common with { MaxLength = t.MaxLength },
            IntegerType t => common with { Min = Text(t.Min), Max = Text(t.Max) },
            DecimalType t => common with { Precision = t.Precision, Scale = t.Scale, Min = Text(t.Min), Max = Text(t.Max) },
            CurrencyType t => common with { Precision = t.Precision, Scale = t.Scale, Min = Text(t.Min), Max = Text(t.Max) },
            PercentType t => common with { Scale = t.Scale, Min = Text(t.Min), Max = Text(t.Max) },
            PicklistType t => common with { Choices = Choices(t.Choices, locale) },
            MultiPicklistType t => common with { Choices = Choices(t.Choices, locale) },
            AutoNumberType t => common with { Format = t.Format },
            LookupType t => common with { Targets = Readable([t.Target], permissions) },
            MasterDetailType t => common with { Targets = Readable([t.Target], permissions) },
            ManyToManyType t => common with { Targets = Readable([t.Target], permissions) },
            PolymorphicLookupType t => common with { Targets = Readable(t.Targets, permissions) },
            FileType t => common with { MaxBytes = t.MaxBytes, Accept = t.Accept },
            ImageType t => common with { MaxBytes = t.MaxBytes, Accept = ["image/png", "image/jpeg", "image/gif", "image/webp"] },
            _ => common,
        };
    }

    private static EquatableArray<string> Readable(EquatableArray<string> targets, PermissionSet permissions) =>
        targets.Where(t => permissions.For(t).CanRead).ToEquatableArray();

    private static EquatableArray<WorkspaceChoice> Choices(PicklistSource source, string locale) =>
        source.Values.Select(v => new WorkspaceChoice(v.Value, v.Label.In(locale), v.Color, v.Retired)).ToEquatableArray();

    private static JsonText? Program(string? pattern) => pattern is not null && TextForm.Of(pattern).Shared is { } shared ? new JsonText(PatternJson.Text(shared)) : null;

    private static string? Text(int? number) => number?.ToString(CultureInfo.InvariantCulture);

    private static string? Text(decimal? number) => number?.ToString(CultureInfo.InvariantCulture);
}
