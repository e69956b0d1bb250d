namespace Platform.Metadata.Hazards;

/// <summary>Stable codes of hazards; listed in docs/errors.md.</summary>
public static class HazardCodes
{
    /// <summary>Values or records are set aside: they leave the application and return only with a rollback.</summary>
    public const string DataLoss = "DATA_LOSS";

    /// <summary>Values have no form in the new type and become blank; the old ones are kept aside.</summary>
    public const string CannotConvert = "CANNOT_CONVERT";

    /// <summary>Values change in a way that does not lead back to what was written.</summary>
    public const string LossyConversion = "LOSSY_CONVERSION";

    /// <summary>Records lack a value that is required from now on; they keep lacking it until they are next edited.</summary>
    public const string RequiredMissing = "REQUIRED_MISSING";

    /// <summary>Live records share a value that must be unique.</summary>
    public const string NotUnique = "NOT_UNIQUE";

    /// <summary>Texts are longer than allowed from now on; they stay until they are next edited.</summary>
    public const string TooLong = "TOO_LONG";

    /// <summary>Numbers are outside the range allowed from now on; they stay until they are next edited.</summary>
    public const string OutOfRange = "OUT_OF_RANGE";

    /// <summary>Records have a choice that is to be removed: retire it, or change the records first.</summary>
    public const string PicklistValueInUse = "PICKLIST_VALUE_IN_USE";

    /// <summary>Records are in a stage that is to be removed, and the documents do not say where they go.</summary>
    public const string StageInUse = "STAGE_IN_USE";

    /// <summary>Records of a removed stage go to another one.</summary>
    public const string StageMoves = "STAGE_MOVES";

    /// <summary>Requests of a changed approval flow are pending; they go on by the version with which they were submitted.</summary>
    public const string ApprovalsRunning = "APPROVALS_RUNNING";

    /// <summary>Requests of an approval flow that is to be removed are pending.</summary>
    public const string ApprovalsLeft = "APPROVALS_LEFT";

    /// <summary>Every row of a large table is written while the table is locked.</summary>
    public const string LongRewrite = "LONG_REWRITE";

    /// <summary>Every row of a large table is read while the table is locked.</summary>
    public const string LongScan = "LONG_SCAN";

    /// <summary>An index of a large table, or the check of a key, follows in the background.</summary>
    public const string InBackground = "IN_BACKGROUND";

    /// <summary>Records show another value of a computed field than before.</summary>
    public const string ComputedValues = "COMPUTED_VALUES";

    /// <summary>Records do not satisfy a rule or condition that is asked of every write from now on; they stay until they are next edited.</summary>
    public const string BreaksRule = "BREAKS_RULE";

    /// <summary>A script asks to act as the system or to call a host, a webhook to send data, or an inbound endpoint to write in a user's name: who applies the plan agrees to it.</summary>
    public const string ScriptRights = "SCRIPT_RIGHTS";

    /// <summary>A role gives more than before, or is new: whoever applies the plan needs the right to manage users.</summary>
    public const string RoleRights = "ROLE_RIGHTS";

    /// <summary>Nobody who may sign in would be left with the right to manage users.</summary>
    public const string NobodyGoverns = "NOBODY_GOVERNS";

    /// <summary>Other documents use the field that goes or changes.</summary>
    public const string FieldInUse = "FIELD_IN_USE";
}
