using System.Text.Json;
using Platform.Metadata.Collections;
using Platform.Metadata.Documents;
using Platform.Metadata.Fields;

namespace Platform.Metadata.Model;

/// <summary>The fields that every object has, as the compiler puts them first into each; one instance for all objects.</summary>
public static class SystemFieldModels
{
    private static readonly LookupType User = new("User");

    /// <summary>The fields in the order of <see cref="SystemFields.All"/>.</summary>
    public static IReadOnlyList<FieldModel> All { get; } =
    [
        Of(SystemFields.Id, "ID", "编号", new IdType(), new ColumnModel("id", "uuid", true)),
        Of(SystemFields.Version, "Version", "版本", new IntegerType(Min: 1), new ColumnModel("version", "integer", true)),
        Of(SystemFields.CreatedAt, "Created", "创建时间", new DateTimeType(), new ColumnModel("created_at", "timestamptz", true)),
        Of(SystemFields.CreatedBy, "Created by", "创建人", User, new ColumnModel("created_by_id", "uuid")),
        Of(SystemFields.UpdatedAt, "Last changed", "更新时间", new DateTimeType(), new ColumnModel("updated_at", "timestamptz", true)),
        Of(SystemFields.UpdatedBy, "Last changed by", "更新人", User, new ColumnModel("updated_by_id", "uuid")),
        Of(SystemFields.Owner, "Owner", "负责人", User, new ColumnModel("owner_id", "uuid")) with { IsReadOnly = false },
        Of(SystemFields.DeletedAt, "Deleted", "删除时间", new DateTimeType(), new ColumnModel("deleted_at", "timestamptz")),
    ];

    /// <summary>The currency of a record's amounts; for objects with a currency field. Blank means the tenant's own currency.</summary>
    public static FieldModel Currency { get; } =
        Of(SystemFields.Currency, "Currency", "币种", new TextType(3, "[A-Z]{3}"), new ColumnModel("currency", "text")) with { IsReadOnly = false };

    /// <summary>The type of a record, for objects with record types: one of their names, retired when the type is not active.</summary>
    public static FieldModel RecordType(EquatableArray<RecordTypeModel> types)
    {
        PicklistSource choices = new(types.Select(t => new PicklistValue(t.Name, t.Label, null, !t.Active)).ToEquatableArray());
        FieldModel field = Of(SystemFields.RecordType, "Record type", "记录类型", new PicklistType(choices), new ColumnModel("record_type", "text"));
        string preset = types.First(t => t.Default).Name;
        return field with { IsReadOnly = false, Required = true, Default = JsonText.Of(JsonSerializer.SerializeToElement(preset)) };
    }

    /// <summary>The pipeline of a record and since when it is in its stage; for objects with pipelines.</summary>
    public static IReadOnlyList<FieldModel> OfPipelines { get; } =
    [
        Of(SystemFields.Pipeline, "Pipeline", "销售流程", new TextType(60), new ColumnModel("pipeline", "text")),
        Of(SystemFields.StageSince, "In stage since", "进入当前阶段时间", new DateTimeType(), new ColumnModel("stage_since", "timestamptz")),
    ];

    private static FieldModel Of(string name, string english, string chinese, FieldType type, ColumnModel column) => new()
    {
        Id = name,
        Name = name,
        Label = new LocalizedText([new LocalizedEntry("en", english), new LocalizedEntry("zh-CN", chinese)]),
        Type = type,
        Columns = [column],
        IsSystem = true,
        IsReadOnly = true,
    };
}
