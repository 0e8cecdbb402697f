// Kinds that Kubernetes 1.3 has, by group and version: kubectl tells what it does not know from what is not simulated here.

const KINDS: Readonly<Record<string, string>> = {
  v1: 'Binding ComponentStatus ConfigMap Endpoints Event LimitRange Namespace Node PersistentVolume PersistentVolumeClaim Pod PodTemplate ReplicationController ResourceQuota Secret Service ServiceAccount',
  'apps/v1alpha1': 'PetSet',
  'authentication.k8s.io/v1beta1': 'TokenReview',
  'authorization.k8s.io/v1beta1': 'SubjectAccessReview',
  'autoscaling/v1': 'HorizontalPodAutoscaler Scale',
  'batch/v1': 'Job',
  'batch/v2alpha1': 'Job JobTemplate ScheduledJob',
  'componentconfig/v1alpha1': 'KubeProxyConfiguration KubeSchedulerConfiguration',
  'extensions/v1beta1':
    'DaemonSet Deployment HorizontalPodAutoscaler Ingress Job NetworkPolicy PodSecurityPolicy ReplicaSet ReplicationController Scale ThirdPartyResource',
  'federation/v1beta1': 'Cluster',
  'policy/v1alpha1': 'PodDisruptionBudget',
  'rbac.authorization.k8s.io/v1alpha1': 'ClusterRole ClusterRoleBinding Role RoleBinding',
};

/** Real kubectl lists them in random order. */
export const apiVersions = Object.keys(KINDS);

export function isKnownVersion(apiVersion: string): boolean {
  return Object.hasOwn(KINDS, apiVersion);
}

export function isKnownKind(apiVersion: string, kind: string): boolean {
  return isKnownVersion(apiVersion) && (KINDS[apiVersion] ?? '').split(' ').includes(kind);
}
