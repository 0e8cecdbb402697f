// The v1 objects that the cluster knows, field for field as Kubernetes 1.3 stores them.
// Fields that the API server always fills by defaulting are required here.

import type { Labels, ObjectMeta, ObjectReference, Timestamp } from '../../meta.ts';

interface TypeMeta<K extends string> {
  readonly kind: K;
  readonly apiVersion: 'v1';
  readonly metadata: ObjectMeta;
}

export interface Namespace extends TypeMeta<'Namespace'> {
  readonly spec: { readonly finalizers?: readonly string[] };
  readonly status: { readonly phase?: 'Active' | 'Terminating' };
}

type ConditionStatus = 'True' | 'False' | 'Unknown';

export interface NodeCondition {
  readonly type: 'Ready' | 'OutOfDisk' | 'MemoryPressure';
  readonly status: ConditionStatus;
  readonly lastHeartbeatTime: Timestamp;
  readonly lastTransitionTime: Timestamp;
  readonly reason: string;
  readonly message: string;
}

export interface Node extends TypeMeta<'Node'> {
  readonly spec: {
    readonly podCIDR?: string;
    readonly externalID?: string;
    readonly providerID?: string;
    readonly unschedulable?: boolean;
  };
  readonly status: {
    readonly capacity?: Readonly<Record<string, string>>;
    readonly allocatable?: Readonly<Record<string, string>>;
    readonly conditions?: readonly NodeCondition[];
    readonly addresses?: readonly { readonly type: string; readonly address: string }[];
    readonly daemonEndpoints?: { readonly kubeletEndpoint: { readonly Port: number } };
    readonly nodeInfo?: Readonly<Record<string, string>>;
    readonly images?: readonly unknown[];
  };
}

export type Protocol = 'TCP' | 'UDP';

export interface ContainerPort {
  readonly name?: string;
  readonly hostPort?: number;
  readonly containerPort: number;
  readonly protocol: Protocol;
  readonly hostIP?: string;
}

type Reference = Readonly<Record<string, unknown>>;

export interface EnvVar {
  readonly name: string;
  readonly value?: string;
  readonly valueFrom?: {
    readonly fieldRef?: Reference;
    readonly resourceFieldRef?: Reference;
    readonly configMapKeyRef?: Reference;
    readonly secretKeyRef?: Reference;
  };
}

/** What a probe or a hook does. */
export interface Handler {
  readonly httpGet?: {
    readonly path?: string;
    readonly port: number | string;
    readonly host?: string;
    readonly scheme?: string;
    readonly httpHeaders?: readonly { readonly name: string; readonly value: string }[];
  };
  readonly tcpSocket?: { readonly port: number | string };
  readonly exec?: { readonly command: readonly string[] };
}

export interface Probe extends Handler {
  readonly initialDelaySeconds?: number;
  readonly timeoutSeconds?: number;
  readonly periodSeconds?: number;
  readonly successThreshold?: number;
  readonly failureThreshold?: number;
}

export interface ResourceRequirements {
  readonly limits?: Readonly<Record<string, string>>;
  readonly requests?: Readonly<Record<string, string>>;
}

export interface VolumeMount {
  readonly name: string;
  readonly readOnly?: boolean;
  readonly mountPath: string;
  readonly subPath?: string;
}

/** A name and one source, such as emptyDir or hostPath. */
export interface Volume {
  readonly name: string;
  readonly [source: string]: unknown;
}

export interface Container {
  readonly name: string;
  readonly image: string;
  readonly command?: readonly string[];
  readonly args?: readonly string[];
  readonly workingDir?: string;
  readonly ports?: readonly ContainerPort[];
  readonly env?: readonly EnvVar[];
  readonly resources: ResourceRequirements;
  readonly volumeMounts?: readonly VolumeMount[];
  readonly livenessProbe?: Probe;
  readonly readinessProbe?: Probe;
  readonly lifecycle?: { readonly postStart?: Handler; readonly preStop?: Handler };
  readonly terminationMessagePath: string;
  readonly imagePullPolicy: 'Always' | 'IfNotPresent' | 'Never';
  readonly securityContext?: {
    readonly privileged?: boolean;
    readonly runAsUser?: number;
    readonly [field: string]: unknown;
  };
  readonly stdin?: boolean;
  readonly stdinOnce?: boolean;
  readonly tty?: boolean;
}

export interface PodSpec {
  readonly volumes?: readonly Volume[];
  readonly containers: readonly Container[];
  readonly restartPolicy: 'Always' | 'OnFailure' | 'Never';
  readonly terminationGracePeriodSeconds: number;
  readonly activeDeadlineSeconds?: number;
  readonly dnsPolicy: 'ClusterFirst' | 'Default';
  readonly nodeSelector?: Labels;
  readonly serviceAccountName?: string;
  readonly serviceAccount?: string;
  readonly nodeName?: string;
  readonly hostNetwork?: boolean;
  readonly hostPID?: boolean;
  readonly hostIPC?: boolean;
  readonly securityContext: {
    readonly runAsUser?: number;
    readonly fsGroup?: number;
    readonly supplementalGroups?: readonly number[];
    readonly [field: string]: unknown;
  };
  readonly imagePullSecrets?: readonly { readonly name?: string }[];
  readonly hostname?: string;
  readonly subdomain?: string;
}

export interface PodCondition {
  readonly type: 'Initialized' | 'Ready' | 'PodScheduled';
  readonly status: ConditionStatus;
  readonly lastProbeTime: Timestamp | null;
  readonly lastTransitionTime: Timestamp | null;
  readonly reason?: string;
  readonly message?: string;
}

/** Exactly one of the three is set. */
export interface ContainerState {
  readonly waiting?: { readonly reason?: string; readonly message?: string };
  readonly running?: { readonly startedAt: Timestamp };
  readonly terminated?: {
    readonly exitCode: number;
    readonly signal?: number;
    readonly reason?: string;
    readonly message?: string;
    readonly startedAt: Timestamp;
    readonly finishedAt: Timestamp;
    readonly containerID?: string;
  };
}

export interface ContainerStatus {
  readonly name: string;
  readonly state: ContainerState;
  readonly lastState: ContainerState;
  readonly ready: boolean;
  readonly restartCount: number;
  readonly image: string;
  readonly imageID: string;
  readonly containerID?: string;
}

export interface PodStatus {
  readonly phase?: 'Pending' | 'Running' | 'Succeeded' | 'Failed' | 'Unknown';
  readonly conditions?: readonly PodCondition[];
  readonly message?: string;
  readonly reason?: string;
  readonly hostIP?: string;
  readonly podIP?: string;
  readonly startTime?: Timestamp;
  readonly containerStatuses?: readonly ContainerStatus[];
}

export interface Pod extends TypeMeta<'Pod'> {
  readonly spec: PodSpec;
  readonly status: PodStatus;
}

interface PodTemplateSpec {
  readonly metadata: Partial<ObjectMeta>;
  readonly spec: PodSpec;
}

export interface ReplicationController extends TypeMeta<'ReplicationController'> {
  readonly spec: {
    readonly replicas: number;
    readonly selector: Labels;
    readonly template: PodTemplateSpec;
  };
  readonly status: {
    readonly replicas: number;
    readonly fullyLabeledReplicas?: number;
    readonly observedGeneration?: number;
  };
}

export interface ServicePort {
  readonly name?: string;
  readonly protocol: Protocol;
  readonly port: number;
  readonly targetPort: number | string;
  readonly nodePort?: number;
}

export interface Service extends TypeMeta<'Service'> {
  readonly spec: {
    readonly ports: readonly ServicePort[];
    readonly selector?: Labels;
    readonly clusterIP: string;
    readonly type: 'ClusterIP' | 'NodePort' | 'LoadBalancer';
    readonly externalIPs?: readonly string[];
    /** The older name of externalIPs; 1.3 always prints both. */
    readonly deprecatedPublicIPs?: readonly string[];
    readonly sessionAffinity: 'None' | 'ClientIP';
    readonly loadBalancerIP?: string;
    readonly loadBalancerSourceRanges?: readonly string[];
  };
  readonly status: {
    readonly loadBalancer: {
      readonly ingress?: readonly { readonly ip?: string; readonly hostname?: string }[];
    };
  };
}

export interface EndpointAddress {
  readonly ip: string;
  readonly hostname?: string;
  readonly targetRef?: ObjectReference;
}

export interface EndpointPort {
  readonly name?: string;
  readonly port: number;
  readonly protocol: Protocol;
}

export interface EndpointSubset {
  readonly addresses?: readonly EndpointAddress[];
  readonly notReadyAddresses?: readonly EndpointAddress[];
  readonly ports?: readonly EndpointPort[];
}

export interface Endpoints extends TypeMeta<'Endpoints'> {
  readonly subsets: readonly EndpointSubset[];
}

/** The Kubernetes Event object; never another kind of event. */
export interface Event extends TypeMeta<'Event'> {
  readonly involvedObject: ObjectReference;
  readonly reason: string;
  readonly message: string;
  readonly source: { readonly component?: string; readonly host?: string };
  readonly firstTimestamp: Timestamp;
  readonly lastTimestamp: Timestamp;
  readonly count: number;
  readonly type: 'Normal' | 'Warning';
}

/** Every stored kind and its type. */
export interface ObjectByKind {
  readonly Namespace: Namespace;
  readonly Node: Node;
  readonly Pod: Pod;
  readonly ReplicationController: ReplicationController;
  readonly Service: Service;
  readonly Endpoints: Endpoints;
  readonly Event: Event;
}

export type Kind = keyof ObjectByKind;
export type ApiObject = ObjectByKind[Kind];
