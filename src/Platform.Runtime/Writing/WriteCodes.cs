namespace Platform.Runtime.Writing;

/// <summary>Stable codes of problems of a write, besides those of single values; described in docs/errors.md.</summary>
public static class WriteCodes
{
    /// <summary>The record has not passed an approval that the stage requires.</summary>
    public const string StageApprovalRequired = Metadata.Model.StageNeeds.Approval;

    /// <summary>Something that had to be done in the present stage is not done.</summary>
    public const string StageTaskRequired = Metadata.Model.StageNeeds.Task;

    /// <summary>Actions of processes bring about each other without an end.</summary>
    public const string ActionLoop = "ACTION_LOOP";

    /// <summary>The record does not exist, or the caller may not see it.</summary>
    public const string RecordNotFound = "RECORD_NOT_FOUND";

    /// <summary>The caller may not create records of the object. Parameter <c>object</c>.</summary>
    public const string CreateForbidden = "CREATE_FORBIDDEN";

    /// <summary>The caller may see the record but not edit it.</summary>
    public const string EditForbidden = "EDIT_FORBIDDEN";

    /// <summary>The caller may see the record but not delete or restore it.</summary>
    public const string DeleteForbidden = "DELETE_FORBIDDEN";

    /// <summary>The caller may not remove records for good.</summary>
    public const string PurgeForbidden = "PURGE_FORBIDDEN";

    /// <summary>The caller may not write the field.</summary>
    public const string FieldForbidden = "FIELD_FORBIDDEN";

    /// <summary>The field can only be set when the record is created.</summary>
    public const string FieldFixed = "FIELD_FIXED";

    /// <summary>The field cannot be changed as the record is.</summary>
    public const string FieldReadOnly = "FIELD_READ_ONLY";

    /// <summary>A validation rule refuses the record; the message is the rule's.</summary>
    public const string RuleBroken = "RULE_BROKEN";

    /// <summary>The choice does not go with the record's type or with the value of the field that it depends on. Parameter <c>value</c>.</summary>
    public const string ChoiceNotAllowed = "CHOICE_NOT_ALLOWED";

    /// <summary>The record is not one of those that the field lets choose.</summary>
    public const string NotChoosable = "NOT_CHOOSABLE";

    /// <summary>The object has no such field. Parameter <c>name</c>.</summary>
    public const string UnknownField = "UNKNOWN_FIELD";

    /// <summary>The record has another version than the caller saw. Parameters <c>version</c>, <c>user</c>, <c>time</c>.</summary>
    public const string VersionConflict = "VERSION_CONFLICT";

    /// <summary>Another live record has the value.</summary>
    public const string DuplicateValue = "DUPLICATE_VALUE";

    /// <summary>A rule of duplicates found records that may be the same. Parameters <c>rule</c>, <c>records</c>.</summary>
    public const string DuplicateRecord = "DUPLICATE_RECORD";

    /// <summary>A merge needs one to ten other records besides the one that stays.</summary>
    public const string MergeArguments = "MERGE_ARGUMENTS";

    /// <summary>There is no such merge, it was undone, or it is too long ago.</summary>
    public const string MergeNotFound = "MERGE_NOT_FOUND";

    /// <summary>Two inputs of the request have the value. Parameter <c>index</c>: the other input.</summary>
    public const string DuplicateInput = "DUPLICATE_INPUT";

    /// <summary>The record that the field refers to does not exist, is in the recycle bin, or may not be seen by the caller.</summary>
    public const string ReferenceNotFound = "REFERENCE_NOT_FOUND";

    /// <summary>The caller may not edit the master record, so neither what is part of it.</summary>
    public const string MasterForbidden = "MASTER_FORBIDDEN";

    /// <summary>The file is larger than the field takes. Parameter <c>max</c>.</summary>
    public const string FileTooLarge = "FILE_TOO_LARGE";

    /// <summary>The file's type is not one that the field takes. Parameter <c>type</c>.</summary>
    public const string FileTypeRefused = "FILE_TYPE_REFUSED";

    /// <summary>Records refer to the record and forbid its deletion. Parameters <c>count</c>, <c>object</c>, <c>field</c>.</summary>
    public const string StillReferenced = "STILL_REFERENCED";

    /// <summary>The record cannot come back while its master is in the recycle bin.</summary>
    public const string MasterDeleted = "MASTER_DELETED";

    /// <summary>The record is not in the recycle bin.</summary>
    public const string NotDeleted = "NOT_DELETED";

    /// <summary>A total that the record belongs to would have more digits than its field holds.</summary>
    public const string RollupTooLarge = "ROLLUP_TOO_LARGE";

    /// <summary>The request holds or touches more records than allowed. Parameter <c>max</c>.</summary>
    public const string TooManyRecords = "TOO_MANY_RECORDS";

    /// <summary>A task would have more watchers than allowed. Parameter <c>max</c>.</summary>
    public const string TooManyWatchers = "TOO_MANY_WATCHERS";

    /// <summary>The request would tell people of more than allowed. Parameter <c>max</c>.</summary>
    public const string TooManyNotices = "TOO_MANY_NOTICES";

    /// <summary>The write submits more records for approval than one may.</summary>
    public const string TooManySubmissions = "TOO_MANY_SUBMISSIONS";

    /// <summary>Conditions of the write would read more records of lists than allowed. Parameters <c>max</c>, <c>list</c>.</summary>
    public const string TooManyListed = "TOO_MANY_LISTED";

    /// <summary>The same record occurs twice. Parameter <c>index</c>: the first place.</summary>
    public const string RepeatedRecord = "REPEATED_RECORD";

    /// <summary>An upsert's input has no value in the field that records are matched by.</summary>
    public const string KeyMissing = "KEY_MISSING";

    /// <summary>The arguments do not go together.</summary>
    public const string InvalidArguments = "INVALID_ARGUMENTS";

    /// <summary>The stage is none of the record's pipeline. Parameter <c>pipeline</c>.</summary>
    public const string StageUnknown = "STAGE_UNKNOWN";

    /// <summary>No record enters the stage any more. Parameter <c>stage</c>.</summary>
    public const string StageRetired = "STAGE_RETIRED";

    /// <summary>New records of the pipeline start in another stage. Parameters <c>stage</c>, <c>from</c>.</summary>
    public const string StageStart = "STAGE_START";

    /// <summary>No way leads from the one stage to the other. Parameters <c>stage</c>, <c>from</c>.</summary>
    public const string TransitionNotAllowed = "TRANSITION_NOT_ALLOWED";

    /// <summary>The way between the stages is for other roles. Parameters <c>stage</c>, <c>from</c>.</summary>
    public const string TransitionForbidden = "TRANSITION_FORBIDDEN";

    /// <summary>The caller may not reopen what has ended. Parameters <c>stage</c>, <c>from</c>.</summary>
    public const string ReopenForbidden = "REOPEN_FORBIDDEN";

    /// <summary>A condition of leaving or entering a stage is not met; the message is the document's.</summary>
    public const string GateNotMet = Metadata.Model.StageNeeds.Gate;

    /// <summary>A field has no value that the stage requires.</summary>
    public const string StageFieldRequired = Metadata.Model.StageNeeds.Field;

    /// <summary>An approval request of the record is pending, so that it cannot be changed.</summary>
    public const string ApprovalLocked = "APPROVAL_LOCKED";

    /// <summary>The record waits for approval already.</summary>
    public const string ApprovalPending = "APPROVAL_PENDING";

    /// <summary>No active flow fits the record.</summary>
    public const string ApprovalFlowMissing = "APPROVAL_FLOW_MISSING";

    /// <summary>A comment names somebody who may not read the record, or too many people.</summary>
    public const string MentionForbidden = "MENTION_FORBIDDEN";

    /// <summary>A comment has more files than it may have.</summary>
    public const string TooManyFiles = "TOO_MANY_FILES";

    /// <summary>The flow of the request no longer fits the documents; it can only be recalled.</summary>
    public const string ApprovalFlowBroken = "APPROVAL_FLOW_BROKEN";

    /// <summary>A comment or a list of people is missing or too long, or an id is none.</summary>
    public const string ApprovalArguments = "APPROVAL_ARGUMENTS";

    /// <summary>A record that is to go with a merge is deleted only once that is approved.</summary>
    public const string MergeAwaitsApproval = "MERGE_AWAITS_APPROVAL";

    /// <summary>Whoever writes, or is written for, may not manage users: roles and activity of people are not theirs to change.</summary>
    public const string UserForbidden = "USER_FORBIDDEN";

    /// <summary>Nobody would be left who may manage users.</summary>
    public const string LastAdministrator = "LAST_ADMINISTRATOR";

    /// <summary>The record was converted, so that it cannot be changed.</summary>
    public const string RecordConverted = "RECORD_CONVERTED";

    /// <summary>No active conversion of that name, or none at all, fits the record.</summary>
    public const string ConversionMissing = "CONVERSION_MISSING";

    /// <summary>The targets of a conversion are not those that it has, or an action and its id do not go together.</summary>
    public const string ConversionArguments = "CONVERSION_ARGUMENTS";

    /// <summary>A target is to be made that the conversion does not make of such a record. Parameter <c>target</c>.</summary>
    public const string ConversionTargetExcluded = "CONVERSION_TARGET_EXCLUDED";

    /// <summary>A target is left out that the conversion needs. Parameter <c>target</c>.</summary>
    public const string ConversionTargetRequired = "CONVERSION_TARGET_REQUIRED";

    /// <summary>There are records that may be the same as a target, and nobody has chosen whether it is made all the same. Parameters <c>target</c>, <c>count</c>.</summary>
    public const string ConversionDuplicate = "CONVERSION_DUPLICATE";

    /// <summary>Others are changing the same records; trying again may work.</summary>
    public const string Busy = "BUSY";

    /// <summary>The write took longer than writes may, and nothing of it was kept.</summary>
    public const string TimedOut = "TIMED_OUT";

    /// <summary>A warning: the write would change nothing, so nothing was written.</summary>
    public const string Unchanged = "UNCHANGED";

    /// <summary>The record is deleted once that is approved.</summary>
    public const string AwaitsApproval = "APPROVAL_AWAITED";

    /// <summary>A hook refuses the record, in words of its own. Parameter <c>message</c>.</summary>
    public const string HookRefused = "HOOK_REFUSED";
}
