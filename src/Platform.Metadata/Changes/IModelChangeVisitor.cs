namespace Platform.Metadata.Changes;

/// <summary>One method per kind of <see cref="ModelChange"/>; a new kind breaks every implementation at compile time.</summary>
/// <typeparam name="T">What comes out.</typeparam>
public interface IModelChangeVisitor<out T>
{
    /// <summary>A new object with its table.</summary>
    T Visit(CreateObject change);

    /// <summary>An object goes; its table is set aside.</summary>
    T Visit(DropObject change);

    /// <summary>A rollback brings a set-aside table back.</summary>
    T Visit(RestoreObject change);

    /// <summary>An object gets another name; its table, named from the stable id, stays.</summary>
    T Visit(RenameObject change);

    /// <summary>A new field with its columns.</summary>
    T Visit(AddField change);

    /// <summary>A field goes; its columns are set aside.</summary>
    T Visit(DropField change);

    /// <summary>A rollback brings set-aside columns back.</summary>
    T Visit(RestoreField change);

    /// <summary>A field gets another name; its columns, named from the stable id, stay.</summary>
    T Visit(RenameField change);

    /// <summary>A field holds something else from now on.</summary>
    T Visit(RetypeField change);

    /// <summary>A rollback takes a field back to a former type: kept values return, values written since are converted back.</summary>
    T Visit(RevertField change);

    /// <summary>A text may become longer or must be shorter.</summary>
    T Visit(ChangeTextLength change);

    /// <summary>A number keeps more or fewer digits.</summary>
    T Visit(ChangeNumericPrecision change);

    /// <summary>The least or greatest allowed number changes.</summary>
    T Visit(ChangeRange change);

    /// <summary>A value becomes necessary, or no longer is.</summary>
    T Visit(ChangeRequired change);

    /// <summary>Live records may no longer share a value, or may again.</summary>
    T Visit(ChangeUnique change);

    /// <summary>New records start with another value.</summary>
    T Visit(ChangeDefault change);

    /// <summary>A computed field gets another formula.</summary>
    T Visit(ChangeFormula change);

    /// <summary>A field gets, loses or changes a condition or a computed default.</summary>
    T Visit(ChangeCondition change);

    /// <summary>The choices of a picklist depend on another field in another way.</summary>
    T Visit(ChangeDependentChoices change);

    /// <summary>A validation rule appears, changes or goes.</summary>
    T Visit(ChangeRule change);

    /// <summary>What a record type allows or presets changes.</summary>
    T Visit(ChangeRecordType change);

    /// <summary>A rollup is made of other records, or otherwise.</summary>
    T Visit(ChangeRollup change);

    /// <summary>Counts and sums of stages are kept, or other ones, or no longer.</summary>
    T Visit(ChangeStageTotals change);

    /// <summary>A reference points to another object; the present links are set aside.</summary>
    T Visit(ChangeLookupTarget change);

    /// <summary>What happens to a reference when its target is deleted.</summary>
    T Visit(ChangeDeleteRule change);

    /// <summary>A choice more.</summary>
    T Visit(AddPicklistValue change);

    /// <summary>A choice goes for good.</summary>
    T Visit(RemovePicklistValue change);

    /// <summary>A choice can no longer be chosen anew, or can again.</summary>
    T Visit(RetirePicklistValue change);

    /// <summary>A new index.</summary>
    T Visit(AddIndex change);

    /// <summary>An index goes.</summary>
    T Visit(DropIndex change);

    /// <summary>Records get the pipeline that is theirs by new conditions.</summary>
    T Visit(AssignPipelines change);

    /// <summary>A pipeline loses a stage.</summary>
    T Visit(RemoveStage change);

    /// <summary>A document that needs no storage appears.</summary>
    T Visit(DocumentAdded change);

    /// <summary>A document that needs no storage goes.</summary>
    T Visit(DocumentRemoved change);

    /// <summary>Something changes that needs no storage: labels, layouts, views, menus, roles, settings.</summary>
    T Visit(DocumentChanged change);
}
