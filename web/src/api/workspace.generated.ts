// Generated from the C# records of Platform.Metadata.Workspace by `npm run types`; not edited by hand.

export interface WorkspaceDescription {
  readonly revision: number;
  readonly locale: string;
  readonly locales: readonly WorkspaceLocale[];
  readonly user: WorkspaceUser;
  readonly tenant: WorkspaceTenant;
  readonly rights: readonly string[];
  readonly objects: readonly WorkspaceObject[];
  readonly navigations: readonly WorkspaceNavigation[];
}

export interface WorkspaceLocale {
  readonly tag: string;
  readonly name: string;
}

export interface WorkspaceUser {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly roles: readonly string[];
  readonly timeZone?: string;
}

export interface WorkspaceTenant {
  readonly name: string;
  readonly label: string;
  readonly currency: string;
  readonly timeZone: string;
}

export interface WorkspaceObject {
  readonly name: string;
  readonly singular: string;
  readonly plural: string;
  readonly label: string;
  readonly pluralLabel: string;
  readonly description?: string;
  readonly icon?: string;
  readonly nameField: string;
  readonly isSystem?: boolean;
  readonly ownership: Ownership;
  readonly masterField?: string;
  readonly canCreate?: boolean;
  readonly canEdit?: boolean;
  readonly canDelete?: boolean;
  readonly findsDuplicates?: boolean;
  readonly validates?: boolean;
  readonly trackHistory?: boolean;
  readonly fields: readonly WorkspaceField[];
  readonly relations: readonly WorkspaceRelation[];
  readonly rules: readonly WorkspaceRule[];
  readonly recordTypes: readonly WorkspaceRecordType[];
  readonly pipelines: readonly WorkspacePipeline[];
  readonly hasApprovals?: boolean;
  readonly approvals: readonly WorkspaceApproval[];
  readonly actions: readonly WorkspaceAction[];
  readonly conversions: readonly WorkspaceConversion[];
  readonly layout: WorkspaceLayout;
  readonly views: readonly WorkspaceView[];
}

export interface WorkspaceNavigation {
  readonly name: string;
  readonly label: string;
  readonly icon?: string;
  readonly groups: readonly WorkspaceNavigationGroup[];
}

export type Ownership = 'user' | 'organization';

export interface WorkspaceField {
  readonly name: string;
  readonly type: string;
  readonly label: string;
  readonly help?: string;
  readonly required?: boolean;
  readonly unique?: boolean;
  readonly readOnly?: boolean;
  readonly createOnly?: boolean;
  readonly isSystem?: boolean;
  readonly default?: unknown;
  readonly rollup?: boolean;
  readonly formula?: WorkspaceExpression;
  readonly defaultFormula?: WorkspaceExpression;
  readonly requiredWhen?: WorkspaceExpression;
  readonly readOnlyWhen?: WorkspaceExpression;
  readonly visibleWhen?: WorkspaceExpression;
  readonly choosable?: readonly WorkspaceChoosable[];
  readonly dependsOn?: ChoiceDependency;
  readonly maxLength?: number;
  readonly pattern?: unknown;
  readonly precision?: number;
  readonly scale?: number;
  readonly min?: string;
  readonly max?: string;
  readonly choices?: readonly WorkspaceChoice[];
  readonly targets?: readonly string[];
  readonly format?: string;
  readonly maxBytes?: number;
  readonly accept?: readonly string[];
}

export interface WorkspaceRelation {
  readonly name: string;
  readonly label: string;
  readonly object: string;
  readonly field: string;
  readonly kind: RelationKind;
}

export interface WorkspaceRule {
  readonly name: string;
  readonly invalidWhen: WorkspaceExpression;
  readonly message: string;
  readonly fields: readonly string[];
}

export interface WorkspaceRecordType {
  readonly name: string;
  readonly label: string;
  readonly description?: string;
  readonly active?: boolean;
  readonly default?: boolean;
  readonly picklists: readonly FieldChoices[];
  readonly defaults: readonly FieldConstant[];
  readonly layout?: WorkspaceLayout;
}

export interface WorkspacePipeline {
  readonly name: string;
  readonly label: string;
  readonly field: string;
  readonly amountField?: string;
  readonly probabilityField?: string;
  readonly forecastField?: string;
  readonly stages: readonly WorkspaceStage[];
}

export interface WorkspaceApproval {
  readonly name: string;
  readonly label: string;
  readonly choices: readonly WorkspaceApprovalChoice[];
}

export interface WorkspaceAction {
  readonly name: string;
  readonly type: ActionType;
  readonly label: string;
  readonly description?: string;
  readonly confirm?: string;
  readonly input: readonly WorkspaceField[];
  readonly output: readonly WorkspaceField[];
}

export interface WorkspaceConversion {
  readonly name: string;
  readonly label: string;
  readonly description?: string;
  readonly convertedField: string;
  readonly links: readonly string[];
  readonly offered?: boolean;
}

export interface WorkspaceLayout {
  readonly highlights: readonly string[];
  readonly sections: readonly WorkspaceSection[];
  readonly relatedLists: readonly WorkspaceRelatedList[];
}

export interface WorkspaceView {
  readonly name: string;
  readonly label?: string;
  readonly columns: readonly string[];
  readonly filter?: unknown;
  readonly sort: readonly SortKey[];
}

export interface WorkspaceNavigationGroup {
  readonly label?: string;
  readonly items: readonly WorkspaceNavigationItem[];
}

export interface WorkspaceExpression {
  readonly tree: unknown;
  readonly paths: readonly string[];
}

export interface WorkspaceChoosable {
  readonly target: string;
  readonly facts: readonly string[];
}

export interface ChoiceDependency {
  readonly field: string;
  readonly values: readonly AllowedChoices[];
}

export interface WorkspaceChoice {
  readonly value: string;
  readonly label: string;
  readonly color?: string;
  readonly retired?: boolean;
}

export type RelationKind = 'lookup' | 'polymorphic' | 'detail' | 'manyToMany';

export interface FieldChoices {
  readonly field: string;
  readonly values: readonly string[];
}

export interface FieldConstant {
  readonly field: string;
  readonly value: unknown;
}

export interface WorkspaceStage {
  readonly value: string;
  readonly label: string;
  readonly color?: string;
  readonly kind: StageKind;
  readonly probability?: string;
  readonly staleAfterDays?: number;
  readonly guidance?: string;
  readonly links: readonly WorkspaceLink[];
  readonly keyFields: readonly string[];
  readonly requiredFields: readonly string[];
  readonly reason?: string;
  readonly note?: string;
  readonly retired?: boolean;
  readonly next: readonly string[];
}

export interface WorkspaceApprovalChoice {
  readonly step: string;
  readonly label: string;
}

export type ActionType = 'mutation' | 'query';

export interface WorkspaceSection {
  readonly label?: string;
  readonly columns: number;
  readonly fields: readonly string[];
  readonly collapsed?: boolean;
}

export interface WorkspaceRelatedList {
  readonly relation: string;
  readonly columns: readonly string[];
  readonly sort: readonly SortKey[];
}

export interface SortKey {
  readonly field: string;
  readonly descending?: boolean;
}

export interface WorkspaceNavigationItem {
  readonly object: string;
  readonly label: string;
  readonly icon?: string;
  readonly view?: string;
}

export interface AllowedChoices {
  readonly value: string;
  readonly choices: readonly string[];
}

export type StageKind = 'open' | 'won' | 'lost' | 'invalid';

export interface WorkspaceLink {
  readonly label: string;
  readonly url: string;
}
