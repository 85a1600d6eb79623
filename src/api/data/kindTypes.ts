// Data: the Go struct fields of the kinds that the cluster stores, in the notation of podTemplateTypes.ts.
// Written after the API types of Kubernetes 1.37 (staging/src/k8s.io/api), fields in declaration order.

/** Fields of every struct that no pod template reaches, by Go type name. */
export const kindStructs: Readonly<Record<string, readonly string[]>> = {
  'v1.TypeMeta': ['Kind string', 'APIVersion string'],
  'v1.Deployment': ['TypeMeta v1.TypeMeta =.', 'ObjectMeta v1.ObjectMeta =metadata', 'Spec v1.DeploymentSpec', 'Status v1.DeploymentStatus'],
  'v1.DeploymentSpec': [
    'Replicas *int32', 'Selector *v1.LabelSelector', 'Template v1.PodTemplateSpec', 'Strategy v1.DeploymentStrategy', 'MinReadySeconds int32',
    'RevisionHistoryLimit *int32', 'Paused bool', 'ProgressDeadlineSeconds *int32',
  ],
  'v1.DeploymentStrategy': ['Type v1.DeploymentStrategyType', 'RollingUpdate *v1.RollingUpdateDeployment'],
  'v1.RollingUpdateDeployment': ['MaxUnavailable *intstr.IntOrString', 'MaxSurge *intstr.IntOrString'],
  'v1.DeploymentStatus': [
    'ObservedGeneration int64', 'Replicas int32', 'UpdatedReplicas int32', 'ReadyReplicas int32', 'AvailableReplicas int32',
    'UnavailableReplicas int32', 'TerminatingReplicas *int32 @33-', 'Conditions []v1.DeploymentCondition', 'CollisionCount *int32',
  ],
  'v1.DeploymentCondition': [
    'Type v1.DeploymentConditionType', 'Status v1.ConditionStatus', 'LastUpdateTime v1.Time', 'LastTransitionTime v1.Time', 'Reason string',
    'Message string',
  ],
  'v1.ReplicaSet': ['TypeMeta v1.TypeMeta =.', 'ObjectMeta v1.ObjectMeta =metadata', 'Spec v1.ReplicaSetSpec', 'Status v1.ReplicaSetStatus'],
  'v1.ReplicaSetSpec': ['Replicas *int32', 'MinReadySeconds int32', 'Selector *v1.LabelSelector', 'Template v1.PodTemplateSpec'],
  'v1.ReplicaSetStatus': [
    'Replicas int32', 'FullyLabeledReplicas int32', 'ReadyReplicas int32', 'AvailableReplicas int32', 'TerminatingReplicas *int32 @33-',
    'ObservedGeneration int64', 'Conditions []v1.ReplicaSetCondition',
  ],
  'v1.ReplicaSetCondition': [
    'Type v1.ReplicaSetConditionType', 'Status v1.ConditionStatus', 'LastTransitionTime v1.Time', 'Reason string', 'Message string',
  ],
  'v1.Pod': ['TypeMeta v1.TypeMeta =.', 'ObjectMeta v1.ObjectMeta =metadata', 'Spec v1.PodSpec', 'Status v1.PodStatus'],
  'v1.PodStatus': [
    'ObservedGeneration int64 @33-', 'Phase v1.PodPhase', 'Conditions []v1.PodCondition', 'Message string', 'Reason string',
    'NominatedNodeName string', 'HostIP string', 'HostIPs []v1.HostIP @28-', 'PodIP string', 'PodIPs []v1.PodIP', 'StartTime *v1.Time',
    'InitContainerStatuses []v1.ContainerStatus', 'ContainerStatuses []v1.ContainerStatus', 'QOSClass v1.PodQOSClass =qosClass',
    'EphemeralContainerStatuses []v1.ContainerStatus', 'Resize v1.PodResizeStatus @27-',
    'ResourceClaimStatuses []v1.PodResourceClaimStatus @28-', 'AllocatedResources v1.ResourceList @35-',
    'Resources *v1.ResourceRequirements @35-',
  ],
  'v1.PodCondition': [
    'Type v1.PodConditionType', 'ObservedGeneration int64 @33-', 'Status v1.ConditionStatus', 'LastProbeTime v1.Time',
    'LastTransitionTime v1.Time', 'Reason string', 'Message string',
  ],
  'v1.HostIP': ['IP string'],
  'v1.PodIP': ['IP string'],
  'v1.PodResourceClaimStatus': ['Name string', 'ResourceClaimName *string'],
  'v1.ContainerStatus': [
    'Name string', 'State v1.ContainerState', 'LastTerminationState v1.ContainerState =lastState', 'Ready bool', 'RestartCount int32',
    'Image string', 'ImageID string =imageID', 'ContainerID string =containerID', 'Started *bool', 'AllocatedResources v1.ResourceList @27-',
    'Resources *v1.ResourceRequirements @27-', 'VolumeMounts []v1.VolumeMountStatus @30-', 'User *v1.ContainerUser @31-',
    'AllocatedResourcesStatus []v1.ResourceStatus @31-', 'StopSignal *v1.Signal @33-',
  ],
  'v1.VolumeMountStatus': ['Name string', 'MountPath string', 'ReadOnly bool', 'RecursiveReadOnly *v1.RecursiveReadOnlyMode'],
  'v1.ContainerUser': ['Linux *v1.LinuxContainerUser'],
  'v1.LinuxContainerUser': ['UID int64', 'GID int64', 'SupplementalGroups []int64'],
  'v1.ResourceStatus': ['Name v1.ResourceName', 'Resources []v1.ResourceHealth'],
  'v1.ResourceHealth': ['ResourceID v1.ResourceID =resourceID', 'Health v1.ResourceHealthStatus'],
  'v1.ContainerState': [
    'Waiting *v1.ContainerStateWaiting', 'Running *v1.ContainerStateRunning', 'Terminated *v1.ContainerStateTerminated',
  ],
  'v1.ContainerStateWaiting': ['Reason string', 'Message string'],
  'v1.ContainerStateRunning': ['StartedAt v1.Time'],
  'v1.ContainerStateTerminated': [
    'ExitCode int32', 'Signal int32', 'Reason string', 'Message string', 'StartedAt v1.Time', 'FinishedAt v1.Time',
    'ContainerID string =containerID',
  ],
  'v1.Namespace': ['TypeMeta v1.TypeMeta =.', 'ObjectMeta v1.ObjectMeta =metadata', 'Spec v1.NamespaceSpec', 'Status v1.NamespaceStatus'],
  'v1.NamespaceSpec': ['Finalizers []v1.FinalizerName'],
  'v1.NamespaceStatus': ['Phase v1.NamespacePhase', 'Conditions []v1.NamespaceCondition'],
  'v1.NamespaceCondition': [
    'Type v1.NamespaceConditionType', 'Status v1.ConditionStatus', 'LastTransitionTime v1.Time', 'Reason string', 'Message string',
  ],
  'v1.Node': ['TypeMeta v1.TypeMeta =.', 'ObjectMeta v1.ObjectMeta =metadata', 'Spec v1.NodeSpec', 'Status v1.NodeStatus'],
  'v1.NodeSpec': [
    'PodCIDR string', 'PodCIDRs []string =podCIDRs', 'ProviderID string =providerID', 'Unschedulable bool', 'Taints []v1.Taint',
    'ConfigSource *v1.NodeConfigSource', 'DoNotUseExternalID string =externalID',
  ],
  'v1.NodeConfigSource': ['ConfigMap *v1.ConfigMapNodeConfigSource'],
  'v1.ConfigMapNodeConfigSource': ['Namespace string', 'Name string', 'UID types.UID', 'ResourceVersion string', 'KubeletConfigKey string'],
  'v1.Taint': ['Key string', 'Value string', 'Effect v1.TaintEffect', 'TimeAdded *v1.Time'],
  'v1.NodeStatus': [
    'Capacity v1.ResourceList', 'Allocatable v1.ResourceList', 'Phase v1.NodePhase', 'Conditions []v1.NodeCondition',
    'Addresses []v1.NodeAddress', 'DaemonEndpoints v1.NodeDaemonEndpoints', 'NodeInfo v1.NodeSystemInfo', 'Images []v1.ContainerImage',
    'VolumesInUse []v1.UniqueVolumeName', 'VolumesAttached []v1.AttachedVolume', 'RuntimeHandlers []v1.NodeRuntimeHandler @30-',
    'Features *v1.NodeFeatures @31-',
  ],
  'v1.NodeCondition': [
    'Type v1.NodeConditionType', 'Status v1.ConditionStatus', 'LastHeartbeatTime v1.Time', 'LastTransitionTime v1.Time', 'Reason string',
    'Message string',
  ],
  'v1.NodeAddress': ['Type v1.NodeAddressType', 'Address string'],
  'v1.NodeDaemonEndpoints': ['KubeletEndpoint v1.DaemonEndpoint'],
  'v1.DaemonEndpoint': ['Port int32 =Port'],
  'v1.NodeSystemInfo': [
    'MachineID string =machineID', 'SystemUUID string =systemUUID', 'BootID string =bootID', 'KernelVersion string', 'OSImage string',
    'ContainerRuntimeVersion string', 'KubeletVersion string', 'KubeProxyVersion string', 'OperatingSystem string', 'Architecture string',
  ],
  'v1.ContainerImage': ['Names []string', 'SizeBytes int64'],
  'v1.AttachedVolume': ['Name v1.UniqueVolumeName', 'DevicePath string'],
  'v1.NodeRuntimeHandler': ['Name string', 'Features *v1.NodeRuntimeHandlerFeatures'],
  'v1.NodeRuntimeHandlerFeatures': ['RecursiveReadOnlyMounts *bool', 'UserNamespaces *bool'],
  'v1.NodeFeatures': ['SupplementalGroupsPolicy *bool'],
  'v1.Service': ['TypeMeta v1.TypeMeta =.', 'ObjectMeta v1.ObjectMeta =metadata', 'Spec v1.ServiceSpec', 'Status v1.ServiceStatus'],
  'v1.ServiceSpec': [
    'Ports []v1.ServicePort', 'Selector map[string]string', 'ClusterIP string =clusterIP', 'ClusterIPs []string =clusterIPs',
    'Type v1.ServiceType', 'ExternalIPs []string =externalIPs', 'SessionAffinity v1.ServiceAffinity', 'LoadBalancerIP string =loadBalancerIP',
    'LoadBalancerSourceRanges []string', 'ExternalName string', 'ExternalTrafficPolicy v1.ServiceExternalTrafficPolicy',
    'HealthCheckNodePort int32', 'PublishNotReadyAddresses bool', 'SessionAffinityConfig *v1.SessionAffinityConfig',
    'IPFamilies []v1.IPFamily =ipFamilies', 'IPFamilyPolicy *v1.IPFamilyPolicy =ipFamilyPolicy', 'AllocateLoadBalancerNodePorts *bool',
    'LoadBalancerClass *string', 'InternalTrafficPolicy *v1.ServiceInternalTrafficPolicy', 'TrafficDistribution *string @30-',
  ],
  'v1.ServicePort': [
    'Name string', 'Protocol v1.Protocol', 'AppProtocol *string', 'Port int32', 'TargetPort intstr.IntOrString', 'NodePort int32',
  ],
  'v1.SessionAffinityConfig': ['ClientIP *v1.ClientIPConfig =clientIP'],
  'v1.ClientIPConfig': ['TimeoutSeconds *int32'],
  'v1.ServiceStatus': ['LoadBalancer v1.LoadBalancerStatus', 'Conditions []v1.Condition'],
  'v1.LoadBalancerStatus': ['Ingress []v1.LoadBalancerIngress'],
  'v1.LoadBalancerIngress': ['IP string', 'Hostname string', 'IPMode *v1.LoadBalancerIPMode =ipMode @29-', 'Ports []v1.PortStatus'],
  'v1.PortStatus': ['Port int32', 'Protocol v1.Protocol', 'Error *string'],
  'v1.Condition': [
    'Type string', 'Status v1.ConditionStatus', 'ObservedGeneration int64', 'LastTransitionTime v1.Time', 'Reason string', 'Message string',
  ],
  'v1.ConfigMap': [
    'TypeMeta v1.TypeMeta =.', 'ObjectMeta v1.ObjectMeta =metadata', 'Immutable *bool', 'Data map[string]string', 'BinaryData map[string][]byte',
  ],
  'v1.Secret': [
    'TypeMeta v1.TypeMeta =.', 'ObjectMeta v1.ObjectMeta =metadata', 'Immutable *bool', 'Data map[string][]byte', 'StringData map[string]string',
    'Type v1.SecretType',
  ],
  'v1.ServiceAccount': [
    'TypeMeta v1.TypeMeta =.', 'ObjectMeta v1.ObjectMeta =metadata', 'Secrets []v1.ObjectReference',
    'ImagePullSecrets []v1.LocalObjectReference', 'AutomountServiceAccountToken *bool',
  ],
  'v1.ObjectReference': [
    'Kind string', 'Namespace string', 'Name string', 'UID types.UID', 'APIVersion string', 'ResourceVersion string', 'FieldPath string',
  ],
  'v1.Event': [
    'TypeMeta v1.TypeMeta =.', 'ObjectMeta v1.ObjectMeta =metadata', 'InvolvedObject v1.ObjectReference', 'Reason string', 'Message string',
    'Source v1.EventSource', 'FirstTimestamp v1.Time', 'LastTimestamp v1.Time', 'Count int32', 'Type string', 'EventTime v1.MicroTime',
    'Series *v1.EventSeries', 'Action string', 'Related *v1.ObjectReference', 'ReportingController string =reportingComponent',
    'ReportingInstance string',
  ],
  'v1.EventSource': ['Component string', 'Host string'],
  'v1.EventSeries': ['Count int32', 'LastObservedTime v1.MicroTime'],
  'v1.ResourceQuota': [
    'TypeMeta v1.TypeMeta =.', 'ObjectMeta v1.ObjectMeta =metadata', 'Spec v1.ResourceQuotaSpec', 'Status v1.ResourceQuotaStatus',
  ],
  'v1.ResourceQuotaSpec': ['Hard v1.ResourceList', 'Scopes []v1.ResourceQuotaScope', 'ScopeSelector *v1.ScopeSelector'],
  'v1.ScopeSelector': ['MatchExpressions []v1.ScopedResourceSelectorRequirement'],
  'v1.ScopedResourceSelectorRequirement': ['ScopeName v1.ResourceQuotaScope', 'Operator v1.ScopeSelectorOperator', 'Values []string'],
  'v1.ResourceQuotaStatus': ['Hard v1.ResourceList', 'Used v1.ResourceList'],
  'v1.LimitRange': ['TypeMeta v1.TypeMeta =.', 'ObjectMeta v1.ObjectMeta =metadata', 'Spec v1.LimitRangeSpec'],
  'v1.LimitRangeSpec': ['Limits []v1.LimitRangeItem'],
  'v1.LimitRangeItem': [
    'Type v1.LimitType', 'Max v1.ResourceList', 'Min v1.ResourceList', 'Default v1.ResourceList', 'DefaultRequest v1.ResourceList',
    'MaxLimitRequestRatio v1.ResourceList',
  ],
  'v1.PriorityClass': [
    'TypeMeta v1.TypeMeta =.', 'ObjectMeta v1.ObjectMeta =metadata', 'Value int32', 'GlobalDefault bool', 'Description string',
    'PreemptionPolicy *v1.PreemptionPolicy',
  ],
};
